"""What an operator copies from examples/serve: nginx before the server, the server's config, the unit of systemd.
nginx is the system's, without root, and runs the example with other paths, ports and certificates alone.

Usage: nginx_test.py PROGRAM
"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from http_shop import PROGRAM, Server, trained_shop

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples" / "serve"
READ, ADMIN = "a-key-that-may-read", "a-key-that-may-do-all"
BEARER = {"Authorization": f"Bearer {READ}"}
JSON = {"Content-Type": "application/json"}
MAX_BODY = 1 << 20
NOBODY = 65534


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=60,
                          **options)


def replaced(text, *pairs):
    """Each of the old texts must be there: the example is what the test believes it to be."""
    for old, new in pairs:
        if old not in text:
            raise AssertionError(f"{old!r} is not in the example")
        text = text.replace(old, str(new))
    return text


def server_config(folder, *more):
    text = (EXAMPLES / "server.yaml").read_text(encoding="utf-8")
    path = folder / "server.yaml"
    path.write_text(replaced(text, ("REPLACE-READ", READ), ("REPLACE-ADMIN", ADMIN),
                             ("unix:/run/twotower/http.sock", f"unix:{folder}/http.sock"), *more), encoding="utf-8")
    return path


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Nginx:
    """nginx with the example's config, while it lives. It knows no other folder than `folder`."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "temporary").mkdir()
        made = run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                   "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                   "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
        assert made.returncode == 0, made.stderr
        self.port, self.inner_port = free_ports(2)
        self.write_config()
        if os.getuid() == 0:
            for path in (folder, folder / "temporary", folder / "privkey.pem"):
                os.chown(path, NOBODY, NOBODY)
        self.process = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                        start_new_session=True, **self.rights())
        self.context = ssl.create_default_context(cafile=folder / "fullchain.pem")
        wait_until(self.listens, "nginx listens")

    @staticmethod
    def rights():
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}

    def command(self, *more):
        nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        assert nginx, "nginx is missing: make deps-test installs it"
        return [nginx, "-p", str(self.folder), "-c", "nginx.conf", "-g", "daemon off;", *more]

    def write_config(self, *more):
        folders = "".join(f"\n  {name}_temp_path temporary/{name};"
                          for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        text = replaced((EXAMPLES / "nginx.conf").read_text(encoding="utf-8"),
                        ("\nhttp {", "\nhttp {" + folders), ("listen [::]:443 ssl http2;", ""),
                        ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
                        ("127.0.0.1:9180", f"127.0.0.1:{self.inner_port}"),
                        ("/etc/ssl/twotower/", ""), ("/var/log/nginx/", ""), ("/run/nginx.pid", "nginx.pid"),
                        ("/run/twotower/http.sock", self.folder / "http.sock"),
                        ("/run/twotower@b/http.sock", self.folder / "b.sock"), *more)
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")

    def listens(self):
        if self.process.poll() is not None:
            raise AssertionError(self.process.stderr.read())
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            return True
        return False

    def workers(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(children.read_text(encoding="ascii").split())

    def reload(self):
        """Returns once nothing goes on by the config of before."""
        before = self.workers()
        done = run(*self.command("-s", "reload"), **self.rights())
        assert done.returncode == 0, done.stderr
        wait_until(lambda: self.workers() and not self.workers() & before, "workers of before end")

    def ask(self, method, path, body=None, headers=None, port=None):
        """Status, fields and body of the answer, over a connection of its own."""
        connection = (http.client.HTTPConnection("127.0.0.1", port, timeout=20) if port else
                      http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=self.context))
        with contextlib.closing(connection):
            text = json.dumps(body).encode() if isinstance(body, dict) else body
            fields = {**(JSON if text else {}), **(BEARER if headers is None else headers)}
            connection.request(method, path, text, fields)
            answer = connection.getresponse()
            data = answer.read()
            fields = {name.lower(): answer.getheader(name) for name in answer.headers}  # those of one name together
            is_json = fields.get("content-type") == "application/json"
            return answer.status, fields, json.loads(data) if is_json else data.decode()

    def recommend(self, user="u1", **more):
        return self.ask("POST", "/v1/recommend", {"user_id": user, "k": 5}, **more)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # workers, if any is left
            self.process.stderr.close()


def wait_until(holds, what, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(.02)


class Site(unittest.TestCase):
    """A shop, its server, and nginx before it; each test finds them running."""

    @classmethod
    def setUpClass(cls):
        cls.shop = trained_shop(cls.addClassCleanup)
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        # A machine that is busy with other tests is no reason for a 503 here.
        cls.config = server_config(cls.folder, ("log: errors ", "log: all "), ("queue_ms: 20 ", "queue_ms: 10000 "))
        cls.server = cls.start("http.sock")
        cls.addClassCleanup(lambda: cls.server.stop())  # the one of then
        cls.nginx = Nginx(cls.folder)
        cls.addClassCleanup(cls.nginx.stop)

    @classmethod
    def start(cls, name):
        # A umask that lets nginx in, whose user is another; under systemd a group does.
        return Server(cls.shop, "runs/shop", "--threads", "1", "--config", str(cls.config), "--listen",
                      f"unix:{cls.folder / name}", umask=0)

    def load(self, meanwhile):
        """What four clients are answered while `meanwhile` runs, and before and behind it; and what it returns."""
        answers, goes_on = [], threading.Event()

        def ask():
            while not goes_on.is_set():
                try:
                    status, _, body = self.nginx.recommend()
                    answers.append((status, body))
                except (OSError, http.client.HTTPException, ValueError) as error:
                    answers.append((None, repr(error)))
                time.sleep(.02)

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        try:
            wait_until(lambda: len(answers) > 20, "clients are answered before")
            result = meanwhile()
            before = len(answers)
            wait_until(lambda: len(answers) > before + 20, "clients are answered behind")
        finally:
            goes_on.set()
            for client in clients:
                client.join(timeout=30)
        return answers, result


class OneServerTest(Site):
    def test_a_key_opens_what_it_opens(self):
        status, fields, answer = self.nginx.recommend()
        self.assertEqual((status, len(answer["items"])), (200, 5))
        self.assertEqual(fields["content-type"], "application/json")
        self.assertEqual(self.nginx.recommend(headers={"api-key": READ})[0], 200)
        self.assertEqual(self.nginx.ask("GET", "/openapi.json", headers={})[0], 200)
        self.assertEqual(self.nginx.ask("GET", "/readyz", headers={})[2]["status"], "ok")
        for headers in ({}, {"Authorization": "Bearer a-key-that-is-wrong"}):
            status, fields, answer = self.nginx.recommend(headers=headers)
            self.assertEqual((status, answer["error"]["code"]), (401, "http.unauthorized"))
            self.assertEqual(fields["www-authenticate"], "Bearer")

    def test_http_2_over_tls_1_2_and_1_3(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
            context.minimum_version = context.maximum_version = version
            context.set_alpn_protocols(["h2", "http/1.1"])
            with socket.create_connection(("127.0.0.1", self.nginx.port), timeout=20) as plain:
                with context.wrap_socket(plain, server_hostname="localhost") as client:
                    self.assertEqual(client.selected_alpn_protocol(), "h2")
                    self.assertEqual(client.version(), version.name.replace("_", "."))
        asked = run("curl", "--silent", "--max-time", "20", "--http2", "--cacert", self.folder / "fullchain.pem", "-H",
                    f"api-key: {READ}", "--json", '{"user_id": "u1", "k": 5}', "--write-out",
                    "\n%{http_version} %{http_code}", f"https://127.0.0.1:{self.nginx.port}/v1/recommend")
        answer, last = asked.stdout.rsplit("\n", 1)
        self.assertEqual(last, "2 200", asked.stderr)
        self.assertEqual(json.loads(answer)["items"], self.nginx.recommend()[2]["items"])

    def test_without_tls_nobody_is_answered(self):
        status, _, answer = self.nginx.ask("GET", "/readyz", port=self.nginx.port)
        self.assertEqual((status, answer["error"]["code"]), (400, "http.bad_request"))

    def test_a_body_may_be_as_large_as_the_server_takes_it(self):
        body = b'{"user_id": "u1", "k": 5}'
        self.assertEqual(self.nginx.ask("POST", "/v1/recommend", body.ljust(MAX_BODY))[0], 200)
        status, fields, answer = self.nginx.ask("POST", "/v1/recommend", body.ljust(MAX_BODY + 1))
        self.assertEqual((status, answer["error"]["code"]), (413, "http.too_large"))
        self.assertNotIn("x-content-type-options", fields)  # by nginx: the server did not see it
        status, _, answer = self.nginx.recommend(headers={**BEARER, "X-Long": "x" * 20_000})
        self.assertEqual((status, answer["error"]["code"]), (413, "http.too_large"))

    def test_metrics_are_not_to_be_had_from_outside(self):
        for path in ("/metrics", "/metrics?x=1", "//metrics", "/./metrics", "/v1/../metrics", "/v1/%2e%2e/metrics",
                     "/v1/..%2fmetrics", "/%6detrics", "/readyz/../metrics", "/"):
            status, _, answer = self.nginx.ask("GET", path)
            self.assertEqual((path, status, answer["error"]["code"]), (path, 404, "http.not_found"))
        self.assertEqual(self.nginx.ask("GET", "/metrics", headers={}, port=self.nginx.inner_port)[0], 401)
        status, _, text = self.nginx.ask("GET", "/metrics", port=self.nginx.inner_port)
        self.assertEqual(status, 200)
        self.assertIn("\ntwotower_connections ", text)
        self.assertEqual(self.nginx.ask("GET", "/readyz", port=self.nginx.inner_port)[0], 404)

    def test_the_name_of_a_request_goes_through(self):
        _, fields, answer = self.nginx.recommend(headers={**BEARER, "X-Request-Id": "order-7.2:a_B"})
        self.assertEqual((fields["x-request-id"], answer["request_id"]), ("order-7.2:a_B", "order-7.2:a_B"))
        for given in ({}, {"X-Request-Id": "a name that the server does not take"}):
            _, fields, answer = self.nginx.recommend(headers={**BEARER, **given})
            self.assertRegex(fields["x-request-id"], "^[0-9a-f]{32}$")
            self.assertEqual(fields["x-request-id"], answer["request_id"])
        named = {"X-Request-Id": "refused-1"}
        self.assertEqual(self.nginx.recommend(headers=named)[1]["x-request-id"], "refused-1")
        line = re.compile(r'"POST /v1/recommend" 401 .* refused-1\n')
        wait_until(lambda: line.search((self.folder / "access.log").read_text(encoding="utf-8")), "nginx logs")

    def test_connections_to_the_server_are_kept(self):
        def accepted():
            text = self.nginx.ask("GET", "/metrics", port=self.nginx.inner_port)[2]
            return float(re.search(r"^twotower_connections_accepted_total (\S+)$", text, re.MULTILINE)[1])

        before = accepted()
        for _ in range(40):
            self.assertEqual(self.nginx.recommend()[0], 200)
        self.assertLess(accepted() - before, 10)  # one a worker, and those of the metrics

    def test_slow_clients_hold_nothing_of_the_server(self):
        with contextlib.ExitStack() as stack:
            for _ in range(30):
                plain = stack.enter_context(socket.create_connection(("127.0.0.1", self.nginx.port), timeout=20))
                client = stack.enter_context(self.nginx.context.wrap_socket(plain, server_hostname="localhost"))
                client.sendall(b"POST /v1/recommend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                               b"api-key: %s\r\nContent-Length: 1000\r\n\r\n{" % READ.encode())
            self.assertEqual(self.nginx.recommend()[0], 200)
            text = self.nginx.ask("GET", "/metrics", port=self.nginx.inner_port)[2]
            self.assertLess(float(re.search(r"^twotower_connections (\S+)$", text, re.MULTILINE)[1]), 20)

    def test_a_server_that_stops_is_said_and_comes_back(self):
        self.server.stop()
        status, _, answer = self.nginx.recommend()
        self.assertEqual((status, answer["error"]["code"]), (502, "proxy.nobody"))
        self.assertEqual(self.nginx.ask("GET", "/readyz")[0], 502)
        type(self).server = self.start("http.sock")
        wait_until(lambda: self.nginx.recommend()[0] == 200, "the server is found again", seconds=5)

    def test_a_stop_under_load_loses_nothing_that_was_answered(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        self.server.stop()
        type(self).server = self.start("http.sock")
        wait_until(lambda: self.nginx.ask("GET", "/readyz")[0] == 200, "the server is found again", seconds=5)
        traced = self.nginx.recommend(headers={**BEARER, "traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
        answers, stopped = self.load(self.server.stop)
        type(self).server = self.start("http.sock")
        self.assertEqual(stopped[0], 0)
        logged = [json.loads(line) for line in stopped[2].splitlines()]
        asked = [line for line in logged if line["call"] == "/v1/recommend"]
        self.assertEqual(asked[0]["trace_id"], trace)
        items = traced[2]["items"]
        for status, body in answers:
            self.assertIn(status, (200, 502), body)  # whole, one or the other
            self.assertEqual(body.get("items"), items if status == 200 else None)
        given = [body["request_id"] for status, body in answers if status == 200]
        self.assertEqual(sorted(given), sorted(line["request_id"] for line in asked[1:] if line["status"] == 200))
        self.assertGreater(len(given), 10)
        self.assertGreater(len(answers) - len(given), 10)  # it was asked behind its end, too


class TwoServersTest(Site):
    """The second one as the comments of nginx.conf have it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.start("b.sock")
        cls.addClassCleanup(lambda: cls.other.stop())
        cls.reload(cls)

    def reload(self, *more):
        self.nginx.write_config(("# server unix:", "server unix:"), ("# location = /b/", "location = /b/"), *more)
        self.nginx.reload()

    def restart(self, which):
        self.assertEqual(getattr(self, which).stop()[0], 0)
        setattr(type(self), which, self.start({"server": "http.sock", "other": "b.sock"}[which]))

    def test_a_deploy_in_turns_answers_everybody(self):
        def deploy():
            for name, which in (("http.sock", "server"), ("b.sock", "other")):
                path = f"server unix:{self.folder / name}"
                self.reload((path, path + " down"))
                self.restart(which)
                self.reload()

        answers, _ = self.load(deploy)
        self.assertEqual([answer for answer in answers if answer[0] != 200], [])
        for path in ("/metrics", "/b/metrics"):
            self.assertIn("twotower_items 30\n", self.nginx.ask("GET", path, port=self.nginx.inner_port)[2])

    def test_where_the_other_is_asked_again_a_restart_is_seen_by_nobody(self):
        again = re.search(r"( +# location ~ .*?\n +# }\n)", (EXAMPLES / "nginx.conf").read_text("utf-8"), re.DOTALL)[1]
        self.reload((again, again.replace("# ", "")))
        self.addCleanup(self.reload)

        def restart_both():
            for which in ("server", "other", "server", "other"):
                self.restart(which)

        answers, _ = self.load(restart_both)
        self.assertEqual([answer for answer in answers if answer[0] != 200], [])

    def test_a_client_that_stays_with_a_server_turns_its_pages(self):
        self.reload(("# ip_hash;", "ip_hash;"))
        self.addCleanup(self.reload)
        request = {"user_id": "u1", "k": 2}
        for _ in range(10):
            status, _, answer = self.nginx.ask("POST", "/v1/recommend", request)
            self.assertEqual(status, 200, answer)
            request["cursor"] = answer["cursor"]

    def test_the_other_one_answers_for_one_that_is_down(self):
        self.other.stop()
        try:
            self.assertEqual([self.nginx.recommend()[0] for _ in range(30)].count(200), 30)
        finally:
            type(self).other = self.start("b.sock")


class FilesTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def verified(self, text, name="twotower.service"):
        """What systemd says of a unit."""
        (self.folder / name).write_text(text, encoding="utf-8")
        unit = name.replace("@", "@b")
        done = run("systemd-analyze", "--man=no", "verify", self.folder / unit)
        return done.returncode, "\n".join(line for line in done.stderr.splitlines() if "twotower" in line)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is missing")
    def test_systemd_takes_the_unit(self):
        unit = replaced((EXAMPLES / "twotower.service").read_text(encoding="utf-8"),
                        ("/usr/local/bin/twotower", PROGRAM))
        for name in ("twotower.service", "twotower@.service"):
            self.assertEqual(self.verified(unit, name), (0, ""))
        for old, new in (("NoNewPrivileges", "NoNewPrivilege"), ("Type=exec", "Type=exe"), (PROGRAM, "/nothing"),
                         ("@system-service", "@system-servants")):
            self.assertNotEqual(self.verified(replaced(unit, (old, new))), (0, ""), new)

    def test_the_units_limits_are_above_the_servers(self):
        text = (EXAMPLES / "twotower.service").read_text(encoding="utf-8")
        unit = dict(line.split("=", 1) for line in text.splitlines() if re.match(r"\w+=", line))
        defaults = self.options()
        self.assertGreater(int(unit["TimeoutStopSec"]) * 1000, int(defaults["limits.stop_ms"]))
        self.assertGreater(int(unit["LimitNOFILE"]), int(defaults["limits.connections"]) + 100)

    @staticmethod
    def options():
        """Names and defaults of the server's config, as it prints them."""
        rows = run(PROGRAM, "serve", "--options").stdout.splitlines()[2:]
        return {cells[1].strip(" `"): cells[2].strip(" `") for cells in (row.split("|") for row in rows)}

    def test_the_servers_config_has_every_key_with_its_default(self):
        section, found = "", {}
        for line in (EXAMPLES / "server.yaml").read_text(encoding="utf-8").splitlines():
            key = re.match(r"( *)(\w+): *([^#]*)", line)
            if key is None:
                continue
            section = key[2] if not key[1] else section
            found[f"{section}.{key[2]}" if key[1] else key[2]] = key[3].strip()
        defaults = self.options()
        self.assertEqual(set(found) - {"generations", "keys", "limits", "state"}, set(defaults))
        others = {name for name, value in defaults.items() if found[name].strip('"') != value.strip('"')}
        self.assertEqual(others, {"listen", "keys.read", "keys.admin"})

    def test_the_servers_config_is_taken_once_its_keys_are_replaced(self):
        shop = trained_shop(self.addCleanup)
        refused = run(PROGRAM, "serve", "runs/shop", "--config", EXAMPLES / "server.yaml", cwd=shop)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("error[config.out_of_range]: keys.read", refused.stderr)
        server = Server(shop, "runs/shop", "--config", str(server_config(self.folder)))
        self.assertEqual(server.ask("POST", "/v1/recommend", {"k": 1}, headers={"api-key": READ})[0], 200)
        self.assertEqual(server.ask("POST", "/v1/recommend", {"k": 1}, headers={"api-key": "REPLACE-READ"})[0], 401)
        self.assertEqual(server.stop()[0], 0)


if __name__ == "__main__":
    unittest.main()
