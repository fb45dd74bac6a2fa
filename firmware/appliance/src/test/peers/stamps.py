#!/usr/bin/env python3
"""stamps.py PORT COUNT: asks the NTP server on 127.0.0.1, 200 times a second, and prints a line for each answer: when the
request left by the kernel, when it came and when the answer left by the answer, when that came by the kernel; nanoseconds
since the Unix epoch. The kernel's stamps are its own (linux/net_tstamp.h: TX_SOFTWARE, RX_SOFTWARE, SOFTWARE, OPT_TSONLY)."""
import select
import socket
import struct
import sys
import time

SO_TIMESTAMPING = 37
TX_SOFTWARE, RX_SOFTWARE, SOFTWARE, OPT_TSONLY = 1 << 1, 1 << 3, 1 << 4, 1 << 11
MSG_ERRQUEUE = 0x2000
UNIX_EPOCH = 2_208_988_800
PACE_SECONDS = 0.005


def stamp(control):
    for level, kind, data in control:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPING:
            seconds, nanos = struct.unpack_from('qq', data)
            return seconds * 10**9 + nanos
    raise SystemExit('no stamp from the kernel')


def unix_nanos(bits):
    return ((bits >> 32) - UNIX_EPOCH) * 10**9 + ((bits & 0xFFFFFFFF) * 10**9 >> 32)


def wait_for(sock, events):
    poll = select.poll()
    poll.register(sock, events)
    if not poll.poll(5_000):
        raise SystemExit('no answer in five seconds')


def exchange(sock, number):
    sock.send(struct.pack('>B39xQ', 0x23, number))
    left = None
    while left is None:
        wait_for(sock, 0)  # errors are always reported
        try:
            left = stamp(sock.recvmsg(0, 512, MSG_ERRQUEUE)[1])
        except BlockingIOError:
            pass
    while True:
        wait_for(sock, select.POLLIN)
        packet, control, _, _ = sock.recvmsg(1_024, 512)
        origin, receive, transmit = struct.unpack_from('>QQQ', packet, 24)
        if origin == number:
            return left, unix_nanos(receive), unix_nanos(transmit), stamp(control)


def main():
    port, count = int(sys.argv[1]), int(sys.argv[2])
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPING, TX_SOFTWARE | RX_SOFTWARE | SOFTWARE | OPT_TSONLY)
    sock.connect(('127.0.0.1', port))
    sock.setblocking(False)
    for number in range(1, count + 1):
        print(*exchange(sock, number))
        time.sleep(PACE_SECONDS)


main()
