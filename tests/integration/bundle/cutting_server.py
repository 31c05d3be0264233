"""An HTTPS server that takes a bundle, and cuts the connection as it is told."""

import http.server
import re
import ssl
import subprocess
import threading


def certificate(folder):
    """A CA of one certificate, for localhost."""
    key, crt = folder / "server.key", folder / "server.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", crt,
         "-days", "9", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True)
    return key, crt


class CuttingServer:
    def __init__(self, folder, cuts=0, tls=True):
        self.data = b""
        self.total = None
        self.cuts = cuts
        self.cut = 0
        self.requests = []
        self.status = None  # answers everything with this instead
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self):
                server.requests.append(self)
                self.answer(200)

            def do_PUT(self):
                server.requests.append(self)
                first, last, total = map(int, re.fullmatch(
                    r"bytes (\d+)-(\d+)/(\d+)",
                    self.headers["Content-Range"]).groups())
                size = int(self.headers["Content-Length"])
                assert size == last - first + 1
                server.total = total
                if first != len(server.data):
                    self.rfile.read(size)
                    return self.answer(409)
                # In the middle of a piece, and after the first one.
                if server.cut < server.cuts and (
                        server.cut == 0 or len(server.data) > 0):
                    server.cut += 1
                    server.data += self.rfile.read(size // 3)
                    self.close_connection = True
                    self.connection.close()
                    return None
                server.data += self.rfile.read(size)
                return self.answer(201 if len(server.data) == total else 200)

            def answer(self, status):
                self.send_response(server.status or status)
                self.send_header("Upload-Offset", str(len(server.data)))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.ca_file = ""
        if tls:
            key, crt = certificate(folder)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(crt, key)
            self._http.socket = context.wrap_socket(
                self._http.socket, server_side=True)
            self.ca_file = str(crt)
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://localhost:{self._http.server_address[1]}/up"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()
