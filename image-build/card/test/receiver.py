"""A receiver for an emulated machine, whose true time is this machine's clock, which is only read.

At each second it presses QEMU's power button, whose line is the pulse, and 100 ms later names the second on the serial port.
"""

import json
import socket
import threading
import time


class Receiver(threading.Thread):
    """Begins at once with its pulses, and with its sentences once it is heard: a socket keeps what nobody reads."""

    def __init__(self, monitor, port):
        super().__init__(daemon=True)
        self._monitor = _connect(monitor)
        self._port = _connect(port)
        self._monitor.sendall(b'{"execute":"qmp_capabilities"}\n')
        self._monitor.setblocking(False)
        self._port.setblocking(False)
        self.is_heard = False
        self._ended = False
        self.start()

    def run(self):
        press = json.dumps({"execute": "system_powerdown"}).encode() + b"\n"
        try:
            while not self._ended:
                second = int(time.time()) + 1
                _wait(second)
                _drain(self._monitor)
                self._monitor.sendall(press)
                _wait(second + 0.1)
                if self.is_heard:
                    self._say(_sentence(second))
        except OSError:
            # The machine was switched off.
            pass

    def _say(self, sentence):
        try:
            self._port.sendall(sentence)
        except BlockingIOError:
            # Nobody has the port open, and it is full: a line loses such a sentence, too.
            pass

    def end(self):
        self._ended = True
        self.join()
        self._monitor.close()
        self._port.close()


def _connect(path):
    connection = socket.socket(socket.AF_UNIX)
    for _ in range(200):
        try:
            connection.connect(path)
            return connection
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("QEMU gives no socket " + path)


def _drain(monitor):
    """The monitor answers and reports each press; its buffer must not fill."""
    try:
        while monitor.recv(65536):
            pass
    except BlockingIOError:
        pass


def _wait(until):
    """A sleeper wakes late: the last stretch is spent awake."""
    left = until - time.time()
    if left > 0.002:
        time.sleep(left - 0.002)
    while time.time() < until:
        pass


def _sentence(second):
    told = time.gmtime(second)
    body = time.strftime("GPRMC,%H%M%S.00,A,5128.6800,N,00000.0900,W,0.0,0.0,%d%m%y,,,A", told)
    total = 0
    for octet in body.encode():
        total ^= octet
    return "${}*{:02X}\r\n".format(body, total).encode()
