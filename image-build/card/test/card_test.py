"""Boots a card in an emulated machine and judges it from outside: card_test.py CARD FOLDER.

A story in stages: first start in the year 1970, owner, time over NTS, start again with the same cookies. Prints each claim, and
at its end how many hold. Tolerances are of the class of milliseconds: the emulator delivers a pulse when this machine has time.
"""

import os
import re
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from machine import Machine
from receiver import Receiver

# An emulated processor on a busy machine: more than three times what an idle one takes.
BOOT_SECONDS = 600
LOCK_SECONDS = 240

# What may listen on a fresh card, by protocol and port; DHCP's client is there while it asks.
LISTENING = {("udp", "123"), ("udp", "5353"), ("udp", "68"), ("udp", "546"), ("tcp", "443"), ("tcp", "4460"), ("tcp", "22")}

NAME = "timeball-test"
PASSWORD = "a password of this test"

passed = []
failed = []


def claim(what, holds, found=""):
    (passed if holds else failed).append(what)
    print("card: %s %s%s" % ("ok     " if holds else "FAILED ", what, ": " + str(found) if found != "" else ""), flush=True)
    return holds


def wait_for(seconds, look):
    """Until there is something to see, or for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(2)
    return None


class Browser:
    """Follows links by hand, keeps cookies, and believes any certificate: whose it is, is a claim of its own."""

    def __init__(self, port):
        self._site = "https://127.0.0.1:%d" % port
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        """Status and text, or None where nobody answers."""
        return self._ask(urllib.request.Request(self._site + path))

    def send(self, path, form):
        body = urllib.parse.urlencode(form).encode()
        return self._ask(urllib.request.Request(self._site + path, body, {"Origin": self._site}))

    def _ask(self, request):
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")
        except OSError:
            return None


def token(page):
    found = re.search(r'name="form-token" value="([^"]*)"', page)
    return found.group(1) if found else ""


def ask_by_nts(machine, folder, authority):
    """chronyd without the right to the clock, in a room of its own in which the card's name is this machine; what it said."""
    hosts = os.path.join(folder, "hosts")
    with open(hosts, "w", encoding="ascii") as file:
        file.write("127.0.0.1 localhost %s.local\n" % NAME)
    dumped = os.path.join(folder, "cookies")
    os.makedirs(dumped, exist_ok=True)
    configuration = os.path.join(folder, "chrony.conf")
    with open(configuration, "w", encoding="ascii") as file:
        file.write(
            "server %s.local port %d iburst nts ntsport %d maxsamples 4\n"
            "ntstrustedcerts %s\nntsdumpdir %s\ncmdport 0\nport 0\nbindcmdaddress /\npidfile %s\n"
            % (NAME, machine.ntp, machine.key_exchange, authority, dumped, os.path.join(folder, "chronyd.pid")))
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c",
         'mount --bind "$0" /etc/hosts && exec chronyd -Q -x -U -u root -t 60 -f "$1"', hosts, configuration],
        capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def offset_of(words):
    found = re.search(r"wrong by (-?[0-9.]+) seconds", words)
    return float(found.group(1)) if found else None


def first_start(machine, folder):
    begin = time.monotonic()
    machine.start()
    receiver = Receiver(machine.socket("monitor"), machine.socket("receiver"))
    browser = Browser(machine.pages)
    page = wait_for(BOOT_SECONDS, lambda: machine.is_running() and browser.get("/claim"))
    if not claim("the pages answer after the first start", page is not None and page[0] == 200, page and page[0]):
        print(machine.said()[-6000:])
        return None, None
    print("card: the pages answered %.0f s after the start of the emulator" % (time.monotonic() - begin))
    receiver.is_heard = True
    claim("/claim asks for the code", "Claim this server" in page[1])

    told = wait_for(60, lambda: machine.read_fat("claim.txt"))
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", told or "")
    claim("the claim code is on the FAT partition", code is not None)
    claim("and on the console", code is not None and code.group(0) in machine.said())
    if code is not None:
        wrong = browser.send("/claim", {"form-token": token(page[1]), "claim-code": "AAAA-AAAA", "name": "owner",
                                        "password": PASSWORD})
        claim("a wrong code is refused", wrong is not None and wrong[0] != 200 or "Claim this server" in wrong[1])
        page = browser.get("/claim")
        right = browser.send("/claim", {"form-token": token(page[1]), "claim-code": code.group(0), "name": "owner",
                                        "password": PASSWORD})
        claim("the right one makes an owner, who is in", right is not None and right[0] == 200
              and browser.get("/account") is not None and browser.get("/account")[0] == 200)
        claim("the code is gone from the card", wait_for(60, lambda: machine.read_fat("claim.txt") is None))
    return receiver, browser


def look_inside(machine):
    claim("ssh lets in whoever has the key of timeball.txt", machine.run("true") is not None)
    claim("the name of timeball.txt is the machine's", machine.run("cat /proc/sys/kernel/hostname") == NAME + "\n")
    claim("the root cannot be written", machine.run("touch /etc/x 2>&1; grep ' / squashfs ro' /proc/mounts") is not None)
    grown = int((machine.run("df -k --output=size /data | tail -n 1") or "0").strip())
    claim("data has grown to the end of the card", grown > 1000000, "%d MB" % (grown // 1024))
    lines = (machine.run("ss -Htuln") or "").splitlines()
    open_ports = {(line.split()[0], line.split()[4].rsplit(":", 1)[1]) for line in lines}
    claim("nothing listens but what has to", bool(lines) and open_ports <= LISTENING, sorted(open_ports))
    rules = machine.run("nft list table inet timeball") or ""
    claim("packets are dropped but for that", "policy drop" in rules and "4460" in rules)
    claim("no unit has failed", machine.run("systemctl --failed --no-legend --plain") == "",
          machine.run("systemctl --failed --no-legend --plain"))
    claim("nobody else sets the clock",
          machine.run("systemctl list-units --all --no-legend --plain '*timesync*' 'chrony*' 'ntp*'") == "")
    claim("the log is in memory alone", machine.run("test ! -e /data/lib/journal; test ! -e /var/log/journal") is not None)
    claim("no program gives rights to whoever runs it",
          machine.run("find / -xdev -type f -perm /6000 | head -n 1") == "")
    words = machine.run("cut -d: -f2 /etc/shadow | sort -u")
    claim("nobody has a password", words is not None and set(words.split()) <= {"*", "!*"}, words and words.split())
    claim("the daemon has no fault to find with its disk", "read-only" not in (machine.run("timeball status 2>&1; true") or "read-only"))
    print("card: the board says:\n" + (machine.run("journalctl -o cat -u timeball-board --no-pager") or ""))
    print("card: memory:\n" + (machine.run("grep -E '^Mem(Total|Available)' /proc/meminfo; systemd-analyze time; systemd-analyze blame | head -n 12") or ""))


def is_locked(machine):
    """Its lock, looked for by a command of ours that an emulated processor takes some seconds for."""
    return wait_for(LOCK_SECONDS, lambda: "Locked" in (machine.run("timeball status 2>&1; true") or ""))


def time_over_nts(machine, folder):
    claim("the daemon is locked to its receiver", is_locked(machine))
    authority = os.path.join(folder, "authority.pem")
    machine.run("timeball certificate own-ca --out /tmp/ca.pem; true", 120)
    pem = machine.run("cat /tmp/ca.pem")
    if not claim("the box's own authority is given out", pem is not None and "BEGIN CERTIFICATE" in pem):
        return None
    with open(authority, "w", encoding="ascii") as file:
        file.write(pem)
    code, words = ask_by_nts(machine, folder, authority)
    offset = offset_of(words)
    claim("chronyd here gets the time by NTS", code == 0 and offset is not None, offset if offset is not None else words[-600:])
    claim("and it is right to 50 ms", offset is not None and abs(offset) < 0.05, offset)
    # They are started anew with it.
    claim("the pages show a certificate of the box's own authority",
          wait_for(LOCK_SECONDS, lambda: is_shown_by_pages(machine, authority)))
    return authority


def is_shown_by_pages(machine, authority):
    shown = subprocess.run(
        ["openssl", "s_client", "-connect", "127.0.0.1:%d" % machine.pages, "-servername", NAME + ".local",
         "-CAfile", authority, "-verify_hostname", NAME + ".local", "-verify_return_error"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
    return "Verify return code: 0 (ok)" in shown.stdout


def sign_in(browser):
    """A session is over that lasted from the date of the card's making to the true one."""
    page = wait_for(BOOT_SECONDS, lambda: browser.get("/login"))
    if page and page[0] == 200:
        browser.send("/login", {"form-token": token(page[1]), "name": "owner", "password": PASSWORD})
    page = browser.get("/account")
    claim("the owner signs in with the password", page is not None and page[0] == 200 and "form-token" in page[1], page and page[0])


def second_start(machine, folder, browser, authority):
    last = float((machine.run("date +%s") or "0").strip())
    machine.run("systemctl reboot")
    try:
        machine.wait_until_off(180)
        claim("it ends in order when told to", True)
    except subprocess.TimeoutExpired:
        claim("it ends in order when told to", False)
        machine.switch_off()
    begin = time.monotonic()
    machine.start(key_exchange=False)
    receiver = Receiver(machine.socket("monitor"), machine.socket("receiver"))
    threading.Timer(60, lambda: setattr(receiver, "is_heard", True)).start()
    page = wait_for(BOOT_SECONDS, lambda: browser.get("/account"))
    claim("the owner is still in after a start", page is not None and page[0] == 200, page and page[0])
    print("card: the pages answered %.0f s after the second start" % (time.monotonic() - begin))
    first = machine.run("journalctl -b -o short-unix --no-pager | sed -n '/^[0-9]/{s/ .*//p;q}'")
    claim("its clock begins where it ended, before a receiver is heard", first and float(first) > last - 60,
          first and "%+.0f s" % (float(first) - last))
    if authority is not None:
        is_locked(machine)
        code, words = ask_by_nts(machine, folder, authority)
        claim("cookies of before the start are good, and no key is exchanged", code == 0,
              offset_of(words) if code == 0 else words[-600:])
    return receiver


def main(card, folder):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "firmware", "timeball.txt"),
              encoding="utf-8") as text:
        machine = Machine(card, folder, text.read() + "\nhost-name=%s\n" % NAME)
    try:
        receiver, browser = first_start(machine, folder)
        if receiver is not None:
            look_inside(machine)
            authority = time_over_nts(machine, folder)
            sign_in(browser)
            receiver.end()
            second_start(machine, folder, browser, authority).end()
    finally:
        machine.switch_off()
    print("card: %d claims hold, %d do not" % (len(passed), len(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
