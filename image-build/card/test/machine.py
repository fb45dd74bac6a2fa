"""An emulated arm64 machine (QEMU, -M virt) that boots a card: its disk is the card's image, grown as on a larger card.

It has no firmware stage: kernel, initramfs and command line are the card's own, given to it from outside. Its clock starts in
1970, as a board's without one does.
"""

import os
import re
import socket
import subprocess

SHAPE = ["-M", "virt", "-cpu", "cortex-a72", "-smp", "2", "-m", "1024", "-nodefaults", "-display", "none"]

# Where the FAT partition begins, in the card's file.
FAT_OFFSET = 4 << 20


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Machine:
    """The card is a copy, which the machine keeps from one start to the next."""

    def __init__(self, card, folder, settings):
        self.folder = folder
        self.parts = card + ".parts"
        self.disk = os.path.join(folder, "disk.img")
        self.console = os.path.join(folder, "console")
        self.ntp = free_port(socket.SOCK_DGRAM)
        self.key_exchange = free_port(socket.SOCK_STREAM)
        self.pages = free_port(socket.SOCK_STREAM)
        self.ssh = free_port(socket.SOCK_STREAM)
        self._key = os.path.join(folder, "key")
        self._qemu = None
        subprocess.run(["cp", "--sparse=always", card, self.disk], check=True)
        os.truncate(self.disk, 2 << 30)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self._key], check=True)
        with open(self._key + ".pub", encoding="ascii") as key:
            settings = settings + "\nssh-key=" + key.read()
        self.write_fat("timeball.txt", settings)
        self._make_devicetree()

    def _make_devicetree(self):
        """QEMU's own, with the power button's line made the input of a pulse, named as on a board."""
        tree = os.path.join(self.folder, "devicetree")
        subprocess.run(
            ["qemu-system-aarch64", *SHAPE, "-machine", "dumpdtb=" + tree, "-serial", "null"],
            check=True, stderr=subprocess.DEVNULL)
        line = subprocess.run(
            ["fdtget", "-t", "x", tree, "/gpio-keys/poweroff", "gpios"], check=True, capture_output=True, text=True)
        subprocess.run(["fdtput", "-r", tree, "/gpio-keys/poweroff"], check=True)
        subprocess.run(["fdtput", "-r", tree, "/gpio-keys"], check=True)
        subprocess.run(["fdtput", "-c", tree, "/pulse"], check=True)
        subprocess.run(["fdtput", "-t", "s", tree, "/pulse", "compatible", "pps-gpio"], check=True)
        subprocess.run(["fdtput", "-t", "x", tree, "/pulse", "gpios", *line.stdout.split()], check=True)
        self._tree = tree

    def start(self, key_exchange=True):
        """Switches it on; without key exchange its port leads nowhere."""
        with open(os.path.join(self.parts, "cmdline.txt"), encoding="ascii") as words:
            words = words.read().strip() + " console=ttyAMA0"
        # An emulated processor spends its time compiling, unless it is told to compile less.
        words += " systemd.setenv=JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1"
        forwarded = "user,id=net,hostfwd=udp:127.0.0.1:%d-:123,hostfwd=tcp:127.0.0.1:%d-:443,hostfwd=tcp:127.0.0.1:%d-:22" % (
            self.ntp, self.pages, self.ssh)
        if key_exchange:
            forwarded += ",hostfwd=tcp:127.0.0.1:%d-:4460" % self.key_exchange
        for name in ("monitor", "receiver"):
            if os.path.exists(self.socket(name)):
                os.unlink(self.socket(name))
        with open(os.path.join(self.folder, "qemu.log"), "ab") as log:
            self._qemu = subprocess.Popen(
                ["qemu-system-aarch64", *SHAPE, "-accel", "tcg,thread=multi", "-no-reboot",
                 "-rtc", "base=1970-01-02T00:00:00,clock=host",
                 "-kernel", os.path.join(self.parts, "kernel"), "-initrd", os.path.join(self.parts, "initramfs"),
                 "-dtb", self._tree, "-append", words,
                 "-drive", "file=" + self.disk + ",if=none,id=card,format=raw,cache=unsafe",
                 "-device", "virtio-blk-pci,drive=card,addr=7",
                 "-netdev", forwarded, "-device", "virtio-net-pci,netdev=net,romfile=,addr=6",
                 "-device", "virtio-rng-pci,addr=8",
                 "-serial", "file:" + self.console,
                 "-chardev", "socket,id=receiver,path=" + self.socket("receiver") + ",server=on,wait=off",
                 "-device", "pci-serial,chardev=receiver,addr=4",
                 "-qmp", "unix:" + self.socket("monitor") + ",server=on,wait=off"],
                stdout=log, stderr=log)

    def socket(self, name):
        return os.path.join(self.folder, name)

    def is_running(self):
        return self._qemu is not None and self._qemu.poll() is None

    def wait_until_off(self, seconds):
        self._qemu.wait(seconds)

    def switch_off(self):
        """As by pulling the plug."""
        if self.is_running():
            self._qemu.kill()
            self._qemu.wait()

    def run(self, command, seconds=120):
        """A command inside, by ssh; its output, or None where it failed or nobody answered."""
        words = [
            "ssh", "-q", "-i", self._key, "-p", str(self.ssh), "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=30", "-o", "BatchMode=yes",
            "root@127.0.0.1", command]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return None
        return done.stdout if done.returncode == 0 else None

    def said(self):
        """What its console has shown, without the colours."""
        if not os.path.exists(self.console):
            return ""
        with open(self.console, encoding="utf-8", errors="replace") as text:
            return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.read())

    def read_fat(self, name):
        done = subprocess.run(
            ["mtype", "-i", self._fat(), "::" + name], capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else None

    def write_fat(self, name, text):
        path = os.path.join(self.folder, "fat-file")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        subprocess.run(["mcopy", "-o", "-i", self._fat(), path, "::" + name], check=True)

    def _fat(self):
        return "%s@@%d" % (self.disk, FAT_OFFSET)
