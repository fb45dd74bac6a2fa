"""requests.py PORT: prints the UDP payload's length of every packet to that port, for what a client does not say."""
import socket
import struct
import sys

ETH_P_ALL = 3
wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.ntohs(ETH_P_ALL))
print("listening", flush=True)
while True:
    packet = wire.recv(2048)
    if packet[0] >> 4 == 4 and packet[9] == socket.IPPROTO_UDP:
        udp = packet[(packet[0] & 15) * 4:]
    elif packet[0] >> 4 == 6 and packet[6] == socket.IPPROTO_UDP:
        udp = packet[40:]
    else:
        continue
    _, port, length = struct.unpack("!HHH", udp[:6])
    if port == int(sys.argv[1]):
        print("octets", length - 8, flush=True)
