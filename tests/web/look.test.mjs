// Every state of the console as it looks: on a phone and on a desk, light and
// dark, in both languages. A picture of each is kept; what a machine can see
// in it (accessibility, sideways scrolling, script errors) must be in order.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  accessibilityProblems, openBrowser, openPage, overflow, shoot, signIn,
} from "./support/browser.mjs";
import { ReplayCloud } from "./support/replay_cloud.mjs";
import { begin, conclude, proceed } from "./support/scenes.mjs";
import {
  askApproval, auditChain, decideApproval, giveAudit, knowReboot, someBundles,
} from "./support/assist.mjs";
import { someCases } from "./support/cases.mjs";
import { breakGateway, storm } from "./support/connection.mjs";
import {
  fillUp, forecast, integrity, restless, rolledBack, tell,
} from "./support/health.mjs";
import {
  giveSound, openSession, playHalf, sweepResult, vainSweep,
} from "./support/sound.mjs";
import { plain, speaker, World } from "./support/world.mjs";

const words = {
  en: { empty: "No device has reported yet.", lost: "No connection",
    offline: "A diagnosis needs the speaker online",
    fault: "A microphone does not hear", nothing: "Nothing known to be wrong",
    running: "Test 3 of about 4", choose: "What does the owner complain of?",
    sound: "Response against this speaker's baseline",
    difference: "Difference between the microphones",
    connection: "From the radio to the cloud", health: "Nothing can take over",
    vain: "could not tell", playing: "Stop the test",
    case: "Case 12", advised: "Note the remedy", left: "waiting for the owner",
    quality: "Solved at the first contact",
    sign: "Countersign and send", bundle: "K7QF-3M9T",
    verified: "are verified", broken: "The chain breaks at line 6",
    start: "Start diagnosis", language: "English" },
  zh: { empty: "还没有设备上报。", lost: "与云端的连接已断开",
    offline: "诊断需要音箱在线", fault: "有麦克风失灵",
    nothing: "未发现已知问题", running: "第 3 项测试",
    sound: "与本机基准相比的频率响应", difference: "麦克风之间的差异",
    case: "工单 12", advised: "记录措施", left: "等待用户同意",
    quality: "首次联系即解决",
    sign: "共同签名并发送", bundle: "K7QF-3M9T", verified: "行已核实",
    broken: "链在第 6 行断开",
    connection: "从无线到云端", health: "没有启动槽可以接替", vain: "无法判断", playing: "停止测试", choose: "用户反映的问题是什么？", start: "开始诊断", language: "中文" },
};

function command(cloud) {
  return cloud.world.newCommand(speaker, { verb: "diagnose",
    complaint: "does_not_hear_me", reason: "Case 4711" },
  "Anna");
}

const device = `/devices/${speaker}`;
const states = {
  login: { path: "/", token: null },
  empty: { path: "/", prepare: (cloud) => cloud.world.rows.clear(),
    ready: (t) => t.empty },
  fleet: { path: "/", ready: () => "aria-lab-0500" },
  healthy: { path: device, ready: (t) => t.nothing,
    prepare: ({ world }) => { world.known.diagnosis = {
      status: "no_fault", complaint: "", faults: [], not_measured: [],
      probes_run: ["wifi.link"], knowledge_hash: world.knowledge.hash,
      duration_ms: 5000, ...plain }; } },
  choose: { path: device, ready: (t) => t.nothing, prepare: ({ world }) =>
    states.healthy.prepare({ world }),
  then: async (page, t) => {
    await page.getByRole("button", { name: t.start }).click();
    await page.getByText(t.choose).waitFor();
  } },
  running: { path: device, ready: (t) => t.running,
    prepare: (cloud) => proceed(cloud, begin(cloud, command(cloud))) },
  fault: { path: device, ready: (t) => t.fault, prepare: (cloud) =>
    conclude(cloud, proceed(cloud, begin(cloud, command(cloud)))) },
  expert: { path: device, register: "expert", ready: (t) => t.fault,
    prepare: (cloud) => states.fault.prepare(cloud),
    then: async (page) => {
      await page.locator("details").evaluateAll(
        (all) => all.forEach((one) => { one.open = true; }));
      await page.locator(".figure button").first().click();
      await page.locator(".trend canvas").first().waitFor();
    } },
  connection: { path: device, register: "expert", ready: (t) => t.connection,
    prepare: ({ world }) => {
      breakGateway(world);
      world.connection = storm();
    },
    then: (page) => page.locator(".connection canvas").first().waitFor() },
  health: { path: device, ready: (t) => t.health,
    prepare: ({ world }) => {
      tell(world, rolledBack(), integrity({ a: 100 }));
      world.starts = restless();
      fillUp(world, forecast);
    },
    then: async (page) => {
      await page.locator(".storage canvas").nth(1).waitFor();
      await page.locator(".starts [role=slider]").focus();
      await page.keyboard.press("End");
      await page.locator(".starts summary").click();
    } },
  offline: { path: "/devices/mini-hall-0009", ready: (t) => t.offline },
  sound: { path: device, register: "expert", ready: (t) => t.sound,
    prepare: (cloud) => {
      giveSound(cloud.world, sweepResult(), 12);
      openSession(cloud);
    },
    then: async (page) => {
      await page.locator("#sound canvas").nth(3).waitFor();
      const plot = page.getByRole("slider").first();
      await plot.focus();
      await page.keyboard.press("End");
      await page.locator(".reading", { hasText: "16 kHz" }).waitFor();
      await page.locator("#sound summary").last().click();
    } },
  difference: { path: device, ready: (t) => t.difference,
    prepare: ({ world }) => giveSound(world,
      sweepResult({ baseline: false, blocked: 3, microphones: [1, 2, 3] })),
    then: (page) => page.locator("#sound canvas").nth(1).waitFor() },
  vain: { path: device, ready: (t) => t.vain, prepare: ({ world }) =>
    giveSound(world, vainSweep("inconclusive", "busy")) },
  playing: { path: device, ready: (t) => t.playing, prepare: (cloud) => {
    openSession(cloud);
    playHalf(cloud, cloud.world.newCommand(speaker,
      { verb: "run_probes", reason: "Case 4711" }, "Anna"));
  } },
  viewer: { path: device, token: "token-vera",
    prepare: (cloud) => states.fault.prepare(cloud), ready: (t) => t.fault },
  cases: { path: "/cases", ready: (t) => t.case,
    prepare: ({ world }) => someCases(world) },
  case: { path: "/cases/12", ready: (t) => t.advised,
    prepare: (cloud) => {
      someCases(cloud.world);
      states.fault.prepare(cloud);
      cloud.pushCommand({ ...command(cloud), state: "waiting_for_consent",
        consent_until_ms: Date.now() + 600_000 });
    },
    then: (page, t) => page.locator(".session").getByText(t.left).waitFor() },
  approvals: { path: "/approvals", ready: (t) => t.sign,
    prepare: ({ world }) => {
      knowReboot(world);
      askApproval(world);
      askApproval(world, { operator: "Anna", reason: "Case 4711" });
      askApproval(world);
      decideApproval(world, "approval-3", "declined", "Eve", "not by day");
    } },
  bundles: { path: `${device}/bundles`, ready: (t) => t.bundle,
    register: "expert", prepare: ({ world }) => someBundles(world) },
  audit: { path: `${device}/audit`, ready: (t) => t.verified,
    prepare: ({ world }) => {
      const lines = auditChain(9);
      giveAudit(world, { unread: [{ first: 4, last: 6 }],
        lines: [...lines.slice(0, 3), ...lines.slice(6)] });
    } },
  broken: { path: `${device}/audit`, ready: (t) => t.broken,
    register: "expert", prepare: ({ world }) => giveAudit(world, {
      broken_at: 6, problem: { what: "line 6 does not follow the line before",
        at_ms: 0 } }) },
  kpi: { path: "/kpi", ready: (t) => t.quality,
    prepare: ({ world }) => someCases(world) },
  unreachable: { path: device, cutOff: true, prepare: (cloud) => states.fault.prepare(cloud),
    ready: (t) => t.fault,
    then: async (page, t, cloud) => {
      await cloud.vanish();
      await page.locator(".strip").getByText(t.lost).waitFor();
    } },
};

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function reach(page, cloud, state, t) {
  const token = state.token === undefined ? "token-anna" : state.token;
  if (token === null) {
    await page.goto(state.path);
    await page.locator("#token").waitFor();
  } else {
    await signIn(page, token, state.path);
    await page.getByText(state.ready(t)).first().waitFor();
    await page.locator(".line-mark.mark-online").waitFor();
  }
  page.problems.length = 0;  // the 401 before the sign-in is meant
  await state.then?.(page, t, cloud);
}

// Each pair of language, width and scheme once, which takes half of all; all
// with SOUNDCHECK_LOOK=all.
function isLookedAt(language, width, scheme) {
  const odd = [language === "zh", width === 360, scheme === "dark"];
  return process.env.SOUNDCHECK_LOOK === "all" ||
    odd.filter(Boolean).length % 2 === 0;
}

for (const [name, state] of Object.entries(states)) {
  for (const language of ["en", "zh"]) {
    for (const [width, height] of [[1280, 900], [360, 740]]) {
      for (const scheme of ["light", "dark"]) {
        if (!isLookedAt(language, width, scheme)) continue;
        const title = `${name}-${width}-${scheme}-${language}`;
        test(`${title} looks right`, async () => {
          const cloud = await new ReplayCloud(
            new World(), process.env.SOUNDCHECK_WEB).start();
          const page = await openPage(browser, { base: cloud.base, width,
            height, scheme, language, register: state.register });
          try {
            state.prepare?.(cloud);
            await reach(page, cloud, state, words[language]);
            await shoot(page, title);

            assert.deepEqual(await accessibilityProblems(page), []);
            assert.ok(await overflow(page) <= 0, "scrolls sideways");
            assert.deepEqual(page.problems.filter((one) =>
              !(state.cutOff && one.startsWith("Failed to load resource: net::"))), []);
          } finally {
            await page.context().close();
            await cloud.vanish().catch(() => {});
          }
        });
      }
    }
  }
}
