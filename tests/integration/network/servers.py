"""Small servers that answer rightly, wrongly or not at all.

usage: servers.py READY_FD KIND [ARGUMENT...]

  http STATUS [BYTES]     every GET is answered with STATUS and a body
  https CERT KEY          the same over TLS, with an empty 204
  silent PORT             accepts and never says anything
  closing PORT            accepts and closes
  slow-echo SECONDS       answers echo requests, late
  dns-garbage ADDRESS     answers every question with random bytes
  dns-liar ADDRESS        answers another question than the one asked
  dns-slow ADDRESS SERVER SECONDS   asks a server and passes its answer on, late
"""

import http.server
import os
import socket
import ssl
import subprocess
import sys
import threading
import time

READY = int(sys.argv[1])


def ready():
    os.write(READY, b"+")
    os.close(READY)


def handler_for(status, body):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "http://portal.cafe.test/login")
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


def serve_http(port, status, size=0, pair=None):
    class Server(http.server.ThreadingHTTPServer):
        address_family = socket.AF_INET6  # and IPv4 with it

    server = Server(("::", port), handler_for(status, b"x" * size))
    if pair:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*pair)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    ready()
    server.serve_forever()


def serve_tcp(port, answer):
    listener = socket.create_server(("0.0.0.0", port))
    ready()
    held = []
    while True:
        connection, _ = listener.accept()
        held.append(connection) if answer == "silent" else connection.close()


def checksum(packet):
    total = sum(packet[0::2]) * 256 + sum(packet[1::2])
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def serve_echo(delay_seconds):
    server = socket.socket(socket.AF_INET, socket.SOCK_RAW,
                           socket.IPPROTO_ICMP)
    ready()
    while True:
        packet, sender = server.recvfrom(2048)
        request = packet[(packet[0] & 15) * 4:]
        if request[0] != 8:
            continue
        time.sleep(delay_seconds)
        reply = bytes(4) + request[4:]
        reply = bytes(2) + checksum(reply).to_bytes(2, "big") + reply[4:]
        server.sendto(reply, sender)


def bind_soon(server, place):
    """On an address that is new the port was once found to be taken."""
    deadline = time.monotonic() + 2
    while True:
        try:
            return server.bind(place)
        except OSError:
            if time.monotonic() > deadline:
                subprocess.run(["ss", "-lunp"], stdout=sys.stderr, check=False)
                raise
            time.sleep(0.05)


def serve_dns(address, change):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bind_soon(server, (address, 53))
    ready()

    def answer(question, sender):
        server.sendto(change(question), sender)

    while True:
        threading.Thread(target=answer, args=server.recvfrom(2048)).start()


def ask_slowly(server, seconds):
    def change(question):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(2)
            asking.sendto(question, (server, 53))
            answer = asking.recv(2048)
        time.sleep(seconds)
        return answer

    return change


def lie(question):
    answer = bytearray(question)
    answer[2] |= 0x80       # a response
    answer[13] ^= 0x01      # to a question that nobody asked
    return bytes(answer)


def main():
    kind, arguments = sys.argv[2], sys.argv[3:]
    if kind == "http":
        serve_http(80, int(arguments[0]), int((arguments + [0])[1]))
    elif kind == "https":
        serve_http(443, 204, pair=arguments)
    elif kind in ("silent", "closing"):
        serve_tcp(int(arguments[0]), kind)
    elif kind == "slow-echo":
        serve_echo(float(arguments[0]))
    elif kind == "dns-garbage":
        serve_dns(arguments[0], lambda question: os.urandom(len(question)))
    elif kind == "dns-liar":
        serve_dns(arguments[0], lie)
    elif kind == "dns-slow":
        serve_dns(arguments[0],
                  ask_slowly(arguments[1], float(arguments[2])))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
