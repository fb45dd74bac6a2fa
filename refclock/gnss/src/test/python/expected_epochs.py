#!/usr/bin/env python3
"""Writes expected-epochs.tsv: what each recording says second by second, read without any of our own code.

    expected_epochs.py FOLDER_OF_RECORDINGS > expected-epochs.tsv

One line for each second that a recording names: recording, second (UTC, its date as recorded), whether the receiver
vouches for it, fix, satellites used, satellites in view, latitude and longitude, or "-" where it tells none.

It is written as plainly as it can be, to be checked against the data sheets by reading: sentences by a regular
expression, frames by their length and checksum, everything in the order in which it stands in the file.
"""
import datetime
import math
import pathlib
import re
import struct
import sys

SENTENCE = re.compile(rb"\$([ -#%-)+-~]*)\*([0-9A-Fa-f]{2})(?=[\r\n])")
EPOCH = datetime.datetime(1970, 1, 1)
GPS_EPOCH = datetime.datetime(1980, 1, 6)


def messages(data):
    """(kind, fields or payload) in file order; a frame hides the sentences that its payload may look like."""
    found, at = [], 0
    while at < len(data):
        if data[at:at + 2] == b"\xb5\x62" and at + 8 <= len(data):
            length = struct.unpack_from("<H", data, at + 4)[0]
            body = data[at + 2:at + 6 + length]
            a = b = 0
            for octet in body:
                a = (a + octet) & 255
                b = (b + a) & 255
            if data[at + 6 + length:at + 8 + length] == bytes((a, b)):
                found.append(("UBX%02X%02X" % (data[at + 2], data[at + 3]), body[4:]))
                at += 8 + length
                continue
        match = SENTENCE.match(data, at)
        if match and match.end() - at <= 255:
            checksum = 0
            for octet in match.group(1):
                checksum ^= octet
            if checksum == int(match.group(2), 16):
                fields = match.group(1).decode("ascii").split(",")
                timed = fields[0][2:] in ("RMC", "GGA", "GNS", "ZDA")
                if not fields[0].startswith("P") and (not timed or re.fullmatch(r"(\d{6}(\.\d*)?)?", fields[1])):
                    found.append((fields[0], fields))
                at = match.end()
                continue
        at += 1
    return found


def clock(text):
    """Seconds of the day, rounded down unless less than 0.1 s is missing to the next."""
    if not text:
        return None
    whole = int(text[0:2]) * 3600 + int(text[2:4]) * 60 + int(text[4:6])
    return whole + (1 if len(text) > 7 and float("0" + text[6:]) > 0.9 else 0)


def angle(text, side):
    if not text or not side:
        return None
    degrees, minutes = divmod(float(text), 100)
    return (degrees + minutes / 60) * (-1 if side in "SW" else 1)


def family(number):
    """Number of a satellite in a list of GPS or of no family in particular."""
    if number <= 32:
        return "GP"
    if number <= 64 or 120 <= number <= 158:
        return "SB"
    if number <= 96:
        return "GL"
    return "QZ" if 193 <= number <= 202 else "GA" if 301 <= number <= 336 else "GB"


SYSTEM = {"1": "GP", "2": "GL", "3": "GA", "4": "GB", "5": "QZ", "6": "GI"}
TALKER = {"GP": "GP", "GL": "GL", "GA": "GA", "GB": "GB", "BD": "GB", "GQ": "QZ", "QZ": "QZ", "GI": "GI"}


def satellite(system, number):
    return (family(number) if system in ("GP", None) else system, number)


class Receiver:
    def __init__(self):
        self.rows, self.second = [], {}
        self.lists, self.gathering = {}, {}
        self.fix, self.used, self.sky = "NONE", 0, None
        self.kinds, self.last, self.agreed = set(), None, 0
        self.newer = False

    def key(self, kind, data):
        """What tells one second from another: ('utc', second of day) or ('tow', second of week)."""
        if kind[2:] in ("RMC", "GGA", "GNS", "ZDA") and not kind.startswith("UBX"):
            at = clock(data[1])
            return None if at is None else ("utc", at % 86400)
        if kind in ("UBX0107", "UBX0121", "UBX0120", "UBX0106", "UBX0103", "UBX0130", "UBX0135", "UBX0122", "UBX0126"):
            return ("tow", (struct.unpack_from("<I", data, 0)[0] + 99) // 1000)
        return None

    def take(self, kind, data):
        key = self.key(kind, data)
        name = kind if kind.startswith("UBX") else kind[2:]
        listed = name in ("GSA", "GSV")
        other = key and self.second.get(key[0], key[1]) != key[1]
        single = kind if not listed else None
        again = single in self.kinds and name not in ("TXT", "VTG", "UBX0D01", "UBX0D04") and (
            not kind.startswith("UBX") or kind[3:5] == "01")
        if other or again or (listed and name in self.kinds and self.last != name):
            self.end()
        if key:
            self.second[key[0]] = key[1]
        self.kinds.add(name if listed else kind)
        self.last = name
        self.second.setdefault("all", []).append((name, kind, data))

    def end(self):
        told = self.second.pop("all", [])
        self.second, self.kinds = {}, set()
        if told:
            self.tell(told)

    def tell(self, told):
        time, vouched, qualities, dimensions, gsa, place, gll = None, False, [], [], None, None, None
        frame_fix = frame_used = frame_place = None
        best = 9
        for name, kind, data in told:
            if name == "RMC" and len(data) >= 10:
                mode = data[12] if len(data) > 12 else "old"
                good = data[2] == "A" and mode in ("old", "", "A", "D", "P", "R", "F")
                qualities.append("good" if good else "guess" if mode in ("E", "M", "S") else "none")
                date = re.fullmatch(r"(\d\d)(\d\d)(\d\d)", data[9])
                if date and clock(data[1]) is not None and best > 4:
                    day, month, year = map(int, date.groups())
                    midnight = datetime.datetime(year + (1900 if year >= 80 else 2000), month, day)
                    time, vouched, best = midnight + datetime.timedelta(seconds=clock(data[1])), good, 4
                if good and place is None:
                    place = angle(*data[3:5]), angle(*data[5:7])
            elif name == "ZDA" and data[4] and clock(data[1]) is not None and (best > 5 or not vouched):
                midnight = datetime.datetime(int(data[4]), int(data[3]), int(data[2]))
                time, vouched, best = midnight + datetime.timedelta(seconds=clock(data[1])), True, 5
            elif name in ("GGA", "GNS"):
                letters = data[6]
                good = letters in ("1", "2", "3", "4", "5") if name == "GGA" else bool(set(letters) & set("ADPRF"))
                guess = letters in ("6", "7", "8") if name == "GGA" else bool(set(letters) & set("EMS"))
                qualities.append("good" if good else "guess" if guess else "none")
                self.counted = max(getattr(self, "counted", 0), int(data[7] or 0))
                if good:
                    place = angle(*data[2:4]), angle(*data[4:6])
            elif name == "GLL" and data[6] == "A" and (data[7:8] or ["A"])[0] in "ADPRF":
                gll = clock(data[5])
            elif name == "GSA":
                dimensions.append(int(data[2] or 0))
                gsa = gsa or set()
                system = SYSTEM.get(data[18] if len(data) > 18 else "", TALKER.get(kind[:2]))
                gsa |= {satellite(system, int(n)) for n in data[3:15] if n and int(n)}
            elif name == "GSV":
                self.gsv(kind, data)
            elif kind == "UBX0107":
                year, month, day, hour, minute, sec, valid = struct.unpack_from("<HBBBBBB", data, 4)
                if 1980 <= year < 2200 and month:
                    nano = struct.unpack_from("<i", data, 16)[0]
                    at = datetime.datetime(year, month, day, hour, minute) + datetime.timedelta(seconds=sec)
                    time, vouched, best = at + datetime.timedelta(seconds=math.floor(nano / 1e9 + 0.1)), valid & 7 == 7, 0
                frame_fix = self.kind_of_fix(data[20], data[21] & 1)
                frame_used = data[23]
                lon, lat = struct.unpack_from("<ii", data, 24)
                frame_place = (lat * 1e-7, lon * 1e-7) if frame_fix != "NONE" else None
            elif kind == "UBX0121" and (best > 1):
                year, month, day, hour, minute, sec, valid = struct.unpack_from("<HBBBBBB", data, 12)
                if 1980 <= year < 2200 and month:
                    nano = struct.unpack_from("<i", data, 8)[0]
                    at = datetime.datetime(year, month, day, hour, minute) + datetime.timedelta(seconds=sec)
                    time, vouched, best = at + datetime.timedelta(seconds=math.floor(nano / 1e9 + 0.1)), bool(valid & 4), 1
            elif kind == "UBX0120" and data[11] & 7 == 7 and (best > 2 or not vouched):
                tow, fraction, week, leap = struct.unpack_from("<Iihb", data, 0)
                at = GPS_EPOCH + datetime.timedelta(weeks=week, seconds=math.floor(tow / 1e3 + fraction / 1e9 + 0.1) - leap)
                time, vouched, best = at, True, 2
            elif kind == "UBX0103":
                frame_fix = frame_fix or self.kind_of_fix(data[4], data[5] & 1)
            elif kind == "UBX0106":
                frame_fix = frame_fix or self.kind_of_fix(data[10], data[11] & 1)
                frame_used = data[47] if frame_used is None else frame_used
                x, y, z = (v / 100 for v in struct.unpack_from("<iii", data, 12))
                frame_place = frame_place or (self.geodetic(x, y, z) if frame_fix != "NONE" else None)
            elif kind == "UBX0135":
                self.sky = [(data[at], data[at + 1], data[at + 8] >> 3 & 1) for at in range(8, 8 + 12 * data[5], 12)]
                self.newer = True
            elif kind == "UBX0130" and not self.newer:
                channels = range(8, 8 + 12 * data[4], 12)
                self.sky = [(0, data[at + 1], data[at + 2] & 1) for at in channels if data[at + 1] not in (0, 255)]
        if gll is not None and time is not None:
            agrees = vouched and (time - EPOCH).total_seconds() % 86400 == gll % 86400
            self.agreed = self.agreed + 1 if agrees else 0
        elif gll is not None and self.rows and self.agreed >= 3:
            # a burst that has lost all its dates: GLL goes on from the second before, if it has been right so far
            later = (gll - self.rows[-1][0]) % 86400
            if 0 < later <= 10:
                time, vouched = EPOCH + datetime.timedelta(seconds=self.rows[-1][0] + later), True
        self.finish(time, vouched, qualities, dimensions, gsa, place, frame_fix, frame_used, frame_place)

    def finish(self, time, vouched, qualities, dimensions, gsa, place, frame_fix, frame_used, frame_place):
        told = frame_fix
        if told is None and (qualities or max(dimensions, default=0)):
            dim = max(dimensions, default=0)
            if "guess" in qualities:
                told = "ESTIMATED"
            elif "none" in qualities and "good" not in qualities[1:] or dim == 1:
                told = "NONE"
            else:
                told = "THREE_D" if dim == 3 or not dim and self.fix == "THREE_D" else "TWO_D"
        self.fix = told or self.fix
        counted = self.__dict__.pop("counted", None)
        if frame_used is not None:
            self.used = frame_used
        elif self.sky and counted is None and gsa is None:
            self.used = sum(u for _, _, u in self.sky)
        elif counted is not None or gsa is not None:
            self.used = max(counted or 0, len(gsa) if gsa is not None else 0)
        seen = {s for one in self.lists.values() for s in one}
        in_view = len(self.sky) if self.sky else len(seen)
        if time is None:
            return
        valid = bool(vouched and told in ("TWO_D", "THREE_D", "TIME_ONLY"))
        where = frame_place or (place if self.fix not in ("NONE", "ESTIMATED") else None)
        where = where if where and None not in where else None
        second = int((time - EPOCH).total_seconds())
        same = self.rows and self.rows[-1][0] == second
        if same and (self.rows[-1][1] or not valid):
            return
        self.rows.append((second, valid, self.fix, self.used, in_view, where))

    def gsv(self, kind, data):
        if not data[1]:
            return
        parts, part = int(data[1]), int(data[2])
        extra = (len(data) - 4) % 4
        signal = data[-1] if extra == 1 and len(data[-1]) == 1 else ""
        system, which = TALKER.get(kind[:2]), (TALKER.get(kind[:2]), signal)
        if part == 1:
            self.gathering[which] = []
        got = self.gathering.get(which)
        if got is None or len(got) != part - 1:
            self.gathering.pop(which, None)
            return
        got.append({satellite(system, int(data[at])) for at in range(4, len(data) - extra, 4) if data[at] and int(data[at])})
        if part == parts:
            self.lists[which] = set().union(*got)
            del self.gathering[which]

    @staticmethod
    def kind_of_fix(kind, good):
        if not good:
            return "NONE"
        return {1: "ESTIMATED", 2: "TWO_D", 3: "THREE_D", 4: "ESTIMATED_OR_3D", 5: "TIME_ONLY"}.get(kind, "NONE")

    @staticmethod
    def geodetic(x, y, z):
        """By the textbook's iteration on WGS 84."""
        a, e2 = 6378137.0, 0.00669437999014
        p = math.hypot(x, y)
        lat = math.atan2(z, p * (1 - e2))
        for _ in range(20):
            n = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
            lat = math.atan2(z + e2 * n * math.sin(lat), p)
        return math.degrees(lat), math.degrees(math.atan2(y, x))


def main():
    print("# Written by src/test/python/expected_epochs.py from recordings of the GPSD project (BSD-2-Clause).")
    print("# recording\tsecond\tvouched\tfix\tused\tin view\tlatitude\tlongitude")
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.log")):
        data = path.read_bytes()
        while data.startswith(b"#"):
            data = data[data.index(b"\n") + 1:]
        receiver = Receiver()
        for kind, content in messages(data):
            receiver.take(kind, content)
        receiver.end()
        for second, valid, fix, used, in_view, where in receiver.rows:
            stamp = (EPOCH + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
            place = "\t".join("%.7f" % v for v in where) if where else "-\t-"
            print(path.stem, stamp, "yes" if valid else "no", fix, used, in_view, place, sep="\t")


main()
