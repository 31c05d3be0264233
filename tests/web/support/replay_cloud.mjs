// A cloud that answers from a script: the console's pages, the API's shapes,
// and events exactly when the test says so.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { shaped } from "./api_shape.mjs";
import { askApproval, auditView, decideApproval } from "./assist.mjs";
import { speaker } from "./world.mjs";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript",
  ".css": "text/css", ".svg": "image/svg+xml",
};
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self'; connect-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";

export class ReplayCloud {
  tokens = {
    "token-anna": { name: "Anna", role: "support_l2", rights: ["see", "note",
      "handle_case", "close_unconfirmed", "session", "read", "test", "repair",
      "disruptive", "logs"] },
    "token-leo": { name: "Leo", role: "support_l1", rights: ["see", "note",
      "handle_case", "session", "read", "test", "repair"] },
    "token-vera": { name: "Vera", role: "viewer", rights: ["see"] },
  };
  posts = [];
  /// Set to an answer {status, error} to refuse the next POST.
  refuseNext = null;
  #listeners = new Set();
  #sockets = new Set();
  #events = [];

  constructor(world, folder) {
    this.world = world;
    this.folder = folder;
    this.server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    });
    this.server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  async start(port = 0) {
    await new Promise((resolve) =>
      this.server.listen(port, "127.0.0.1", resolve));
    this.port = this.server.address().port;
    this.base = `http://127.0.0.1:${this.port}`;
    return this;
  }

  /// Gone as by a broken network: lines are cut and nothing listens.
  async vanish() {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    this.#listeners.clear();
    await closed;
  }

  comeBack() {
    return this.start(this.port);
  }

  get listeners() {
    return this.#listeners.size;
  }

  push(kind, device, object) {
    const names = { device: "DeviceEvent", report: "ReportEvent",
      command: "CommandEvent", session: "SessionEvent", case: "CaseNews",
      approval: "ApprovalEvent" };
    const key = kind === "device" ? "row" : kind;
    const data = shaped(names[kind], { device, [key]: object });
    this.#events.push({ id: this.#events.length + 1, kind, data });
    for (const listener of this.#listeners) this.#send(listener);
  }

  pushDevice(id) {
    this.push("device", id, this.world.row(id));
  }

  pushCommand(command) {
    this.world.commands.set(command.id, command);
    this.push("command", command.device, command);
  }

  pushCase(id) {
    const { record } = this.world.cases.get(id);
    this.push("case", record.device, record);
  }

  pushApproval(id) {
    const approval = this.world.approvals.get(id);
    this.push("approval", approval.device, approval);
  }

  #send(listener) {
    for (const event of this.#events.slice(listener.sent)) {
      listener.response.write(`id: ${event.id}\nevent: ${event.kind}\n` +
        `data: ${JSON.stringify(event.data)}\n\n`);
    }
    listener.sent = this.#events.length;
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.base);
    if (!url.pathname.startsWith("/api/v1/")) {
      this.#file(url.pathname, response);
      return;
    }
    const path = url.pathname.slice("/api/v1".length);
    this.query = url.searchParams;
    const body = await read(request);
    const me = this.tokens[cookie(request)];
    if (path === "/login") this.#login(body, response);
    else if (!me) refuse(response, 401, "unauthorized",
      "No token, or one that is not known. Sign in.");
    else if (path === "/events") this.#listen(request, response);
    else if (request.method === "GET") this.#get(path, me, response);
    else this.#change(request.method, path, body, me, response);
  }

  #file(path, response) {
    const wanted = join(this.folder, normalize(path));
    const found = existsSync(wanted) && statSync(wanted).isFile();
    const file = found ? wanted : join(this.folder, "index.html");
    response.writeHead(200, { "Content-Security-Policy": policy,
      "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  }

  #login(body, response) {
    const me = this.tokens[body.token];
    if (!me) {
      refuse(response, 401, "unknown_token", "The token is not known.");
      return;
    }
    response.setHeader("Set-Cookie", `soundcheck_token=${body.token}; ` +
      "Path=/; HttpOnly; SameSite=Strict");
    send(response, 200, shaped("Me", me));
  }

  #listen(request, response) {
    response.writeHead(200, { "Content-Type": "text/event-stream",
      "Cache-Control": "no-store" });
    response.write("retry: 200\n\n");
    const last = request.headers["last-event-id"];
    const listener = { response,
      sent: last === undefined ? this.#events.length : Number(last) };
    this.#listeners.add(listener);
    this.#send(listener);
    response.on("close", () => this.#listeners.delete(listener));
  }

  #get(path, me, response) {
    const { world } = this;
    const [, , id, part] = path.split("/");
    if (path === "/me") return send(response, 200, shaped("Me", me));
    if (path === "/knowledge") {
      return send(response, 200, shaped("Knowledge", world.knowledge));
    }
    if (path === "/devices") {
      return send(response, 200,
        shaped("Devices", { devices: world.ids().map((x) => world.row(x)) }));
    }
    if (path.startsWith("/cases") || path === "/kpi") {
      return this.#getCases(path, id, response);
    }
    if (path === "/approvals") {
      return send(response, 200, shaped("Approvals",
        { approvals: [...world.approvals.values()] }));
    }
    if (path.startsWith("/commands/")) {
      return send(response, 200, shaped("Command", world.commands.get(id)));
    }
    if (path.startsWith("/bundles/")) {
      response.writeHead(200, { "Content-Type": "application/zstd",
        "Content-Disposition": `attachment; filename="bundle-${id}.tar.zst"` });
      return response.end("zstd");
    }
    if (!world.ids().includes(id)) {
      return refuse(response, 404, "unknown_device",
        `There is no device ${id}. Check the id, or look in the fleet.`);
    }
    const parts = {
      undefined: () => shaped("Device", world.device(id)),
      reports: () => shaped("Reports", { reports: world.reports(id) }),
      timeline: () => shaped("Timeline", { events: world.timeline(id) }),
      starts: () => shaped("Starts",
        { starts: id === speaker ? world.starts : [] }),
      commands: () => shaped("Commands", { commands: world.commandsOf(id) }),
      bundles: () => shaped("Bundles", { bundles: world.bundles }),
      audit: () => shaped("Audit", auditView(world, this.query)),
    };
    return send(response, 200, parts[part]());
  }

  #getCases(path, id, response) {
    const { world } = this;
    const kept = [...world.cases.values()];
    if (path === "/kpi") return send(response, 200, shaped("Kpi", world.kpi()));
    if (path === "/cases") {
      return send(response, 200,
        shaped("Cases", { cases: kept.map((one) => one.record) }));
    }
    const found = world.cases.get(Number(id));
    if (!found) {
      return refuse(response, 404, "unknown_case", `there is no case "${id}"`);
    }
    return send(response, 200, shaped("CaseInFull",
      { ...found.record, events: found.events }));
  }

  #changeCase(path, body, me, response) {
    const [, , id, act] = path.split("/");
    const shapes = { notes: "CaseText", advice: "CaseAdvice",
      rating: "CaseRating", closing: "CaseReason", escalation: "CaseReason" };
    if (shapes[act]) shaped(shapes[act], body);
    if (!id) shaped("NewCase", body);
    const done = this.world.changeCase(Number(id), act, body, me.name);
    send(response, id ? 200 : 201, shaped("Case", done));
    this.pushCase(done.id);
  }

  #changeApproval(path, body, me, response) {
    const { world } = this;
    const [, top, id, act] = path.split("/");
    const done = top === "devices"
      ? askApproval(world, { device: id, argument: body.remedy,
        operator: me.name, reason: body.reason, asked_ms: Date.now() })
      : decideApproval(world, id, act === "countersignature" ? "granted"
        : world.approvals.get(id).operator === me.name ? "withdrawn"
          : "declined", me.name, body.reason);
    send(response, top === "devices" ? 201 : 200, shaped("Approval", done));
    this.pushApproval(done.id);
  }

  #change(method, path, body, me, response) {
    if (path === "/logout") {
      response.setHeader("Set-Cookie",
        "soundcheck_token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
      response.writeHead(204).end();
      return;
    }
    this.posts.push({ method, path, body });
    if (this.refuseNext) {
      const { status, code, message } = this.refuseNext;
      this.refuseNext = null;
      refuse(response, status, code, message);
      return;
    }
    if (path.startsWith("/cases")) {
      this.#changeCase(path, body, me, response);
      return;
    }
    if (path.includes("/approvals")) {
      this.#changeApproval(path, body, me, response);
      return;
    }
    const id = path.split("/")[2];
    if (method === "DELETE") {
      const session = { ...this.world.device(id).session, state: "closed" };
      send(response, 202, shaped("Session", session));
      return;
    }
    if (path.endsWith("/sessions")) {
      shaped("NewSession", body);
      send(response, 201, shaped("Session",
        this.world.askSession(me.name, body.reason)));
      return;
    }
    shaped("NewCommand", body);
    const command = this.world.newCommand(id, body, me.name);
    send(response, 202, shaped("Command", command));
  }
}

function send(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json",
    "Cache-Control": "no-store" });
  response.end(JSON.stringify(value));
}

function refuse(response, status, code, message) {
  send(response, status, shaped("Error", { error: { code, message } }));
}

function cookie(request) {
  return /soundcheck_token=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
}

async function read(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}
