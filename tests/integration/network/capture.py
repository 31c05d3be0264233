"""Writes down what leaves an interface of this network namespace.

usage: capture.py READY_FD INTERFACE

One line of JSON for each packet that goes out, from the kernel's own copy: who
it is for, by what protocol, and the name that a question of DNS asks for.
"""

import ipaddress
import json
import os
import socket
import struct
import sys

ETH_P_ALL, ETH_P_IP, ETH_P_ARP, ETH_P_IPV6 = 0x0003, 0x0800, 0x0806, 0x86DD
PACKET_OUTGOING = 4
ICMP, IGMP, TCP, UDP, ICMPV6 = 1, 2, 6, 17, 58
NAMES = {ICMP: "icmp", IGMP: "igmp", TCP: "tcp", UDP: "udp", ICMPV6: "icmpv6"}


def question(payload):
    """The first name that a message of DNS asks for."""
    labels, at = [], 12
    while payload[at]:
        labels.append(payload[at + 1:at + 1 + payload[at]].decode("ascii"))
        at += 1 + payload[at]
    return ".".join(labels)


def transport(protocol, data):
    seen = {"protocol": NAMES.get(protocol, protocol)}
    if protocol in (TCP, UDP):
        seen["from_port"], seen["port"] = struct.unpack_from(">HH", data)
    if protocol == UDP and seen["port"] in (53, 5353):
        seen["asks"] = question(data[8:])
    if protocol in (ICMP, ICMPV6):
        seen["type"] = data[0]
    return seen


def look(kind, frame):
    if kind == ETH_P_ARP:
        return {"protocol": "arp",
                "from": str(ipaddress.ip_address(frame[28:32])),
                "to": str(ipaddress.ip_address(frame[38:42]))}
    if kind == ETH_P_IP:
        size = (frame[14] & 15) * 4
        return {"from": str(ipaddress.ip_address(frame[26:30])),
                "to": str(ipaddress.ip_address(frame[30:34])),
                **transport(frame[23], frame[14 + size:])}
    if kind == ETH_P_IPV6:
        protocol, at = frame[20], 54
        if protocol == 0:  # hop by hop, as multicast listeners have it
            protocol, at = frame[54], 62
        return {"from": str(ipaddress.ip_address(frame[22:38])),
                "to": str(ipaddress.ip_address(frame[38:54])),
                **transport(protocol, frame[at:])}
    return {"protocol": f"{kind:04x}", "to": frame[:6].hex(":")}


def main():
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                       socket.htons(ETH_P_ALL)) as tap:
        tap.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        tap.bind((sys.argv[2], ETH_P_ALL))
        os.write(int(sys.argv[1]), b"+")
        while True:
            frame, (_, kind, packet_type, *_) = tap.recvfrom(65535)
            if packet_type == PACKET_OUTGOING:
                print(json.dumps(look(kind, frame)), flush=True)


if __name__ == "__main__":
    main()
