import { describe, expect, it } from "vitest";
import {
  askedUntil, caseLine, caseTitle, writtenText,
} from "../src/case/words";
import type { CaseEvent } from "../src/api/types";
import { makeWords } from "../src/i18n/words";
import { parseRoute } from "../src/parts/router";
import { inOrder, inQueue, reachedMs } from "../src/store/cases";
import { reduce } from "../src/store/reduce";
import { initialState } from "../src/store/state";
import { caseEvent, caseOf, knowledge } from "./samples";

const en = makeWords("en", "owner");
const zh = makeWords("zh", "owner");

describe("cases in the store", () => {
  it("stand open ones first, the most severe on top, then newest", () => {
    const order = inOrder([
      caseOf({ id: 1, closed_ms: 9, severity: "s1" }),
      caseOf({ id: 2, severity: "s3" }), caseOf({ id: 3, severity: null }),
      caseOf({ id: 4, severity: "s1" })]).map((one) => one.id);

    expect(order).toEqual([4, 3, 2, 1]);
  });

  it("belong to queues", () => {
    const one = caseOf({ assignee: "Ann", level: "l2" });

    expect(inQueue(one, "open", "Bob")).toBe(true);
    expect(inQueue(one, "mine", "Ann")).toBe(true);
    expect(inQueue(one, "mine", "Bob")).toBe(false);
    expect(inQueue(one, "l1", "Ann")).toBe(false);
    expect(inQueue({ ...one, closed_ms: 5 }, "l2", "Ann")).toBe(false);
    expect(inQueue({ ...one, closed_ms: 5 }, "closed", "Ann")).toBe(true);
  });

  it("change by an event, in the list and on the open page", () => {
    let state = reduce(initialState, { type: "cases_loaded",
      cases: [caseOf()] });
    state = reduce(state, { type: "case_opened", id: 7 });
    expect(state.openedCase?.record?.state).toBe("routed");

    state = reduce(state, { type: "live", atMs: 1, event: { kind: "case",
      deviceId: "sp-1", record: caseOf({ state: "confirmed" }) } });

    expect(state.cases?.get(7)?.state).toBe("confirmed");
    expect(state.openedCase?.record?.state).toBe("confirmed");
  });

  it("keep the events of the case that is open, and of no other", () => {
    const events = [caseEvent("note", { by: "Ann", text: "hello" })];
    let state = reduce(initialState, { type: "case_opened", id: 7 });

    state = reduce(state, { type: "case_loaded",
      inFull: { ...caseOf({ id: 8 }), events } });
    expect(state.openedCase?.events).toEqual([]);
    state = reduce(state, { type: "case_loaded",
      inFull: { ...caseOf(), events } });
    expect(state.openedCase?.events).toEqual(events);
  });

  it("tell when they reached each place of their way", () => {
    const one = caseOf({ responded_ms: 50, sessions: 0 });

    expect(reachedMs(one, "routed")).toBe(1000);
    expect(reachedMs(one, "in_session")).toBeNull();
    expect(reachedMs({ ...one, sessions: 1 }, "in_session")).toBe(50);
    expect(reachedMs(one, "closed")).toBeNull();
  });
});

describe("a case in words", () => {
  it("is named by its fault, or the complaint, or as not named yet", () => {
    const of = (change: object, words = en): string =>
      caseTitle(caseOf(change), knowledge(), words);

    expect(of({})).toBe("A microphone is dead");
    expect(of({}, zh)).toBe("有麦克风损坏");
    expect(of({ fault_id: null, complaint: "drops" })).toBe("Connection drops");
    expect(of({ fault_id: null })).toBe("Fault not named yet");
  });

  const lines: [CaseEvent["kind"], CaseEvent["data"], string, string][] = [
    ["opened", { origin: "alarm", by: "", complaint: "" },
      "Opened, raised by the speaker", "已建单，由音箱告警"],
    ["opened", { origin: "owner", by: "Ann", complaint: "drops" },
      "Opened, raised by the owner; Connection drops; by Ann",
      "已建单，由用户反映；连接时断时续；操作人：Ann"],
    ["named", { fault_id: "audio.mic_dead", probability: 0.9 },
      "Named: A microphone is dead, 90%", "确定故障：有麦克风损坏，90%"],
    ["report", { trigger: "periodic", status: "no_fault", fault_id: "" },
      "Report (routine); nothing wrong in what was measured",
      "上报（例行）；所测内容未见异常"],
    ["session", { state: "open", operator: "Ann" },
      "Session of Ann is open", "Ann 的会话已打开"],
    ["consent", { operator: "Ann", verb: "diagnose", until_ms: 5 },
      "The owner is asked: Diagnosis", "正在征求用户同意：诊断"],
    ["command", { verb: "diagnose", operator: "Ann", state: "refused",
      refusal: "policy" },
    "Diagnosis, by Ann: Refused; Its policy never allows this. Ask the " +
      "product's owner whether the policy is meant so.",
    "诊断（Ann）：被拒绝；它的策略不允许这样做。请向产品负责人确认该策略是否有意如此。"],
    ["advice", { by: "Ann", remedy_id: "replace" },
      "Ann gave a remedy: Replace", "Ann 给出措施：换货"],
    ["confirmed", { probe_id: "audio.loop", by_itself: true },
      "The speaker confirms the cure: Speaker and microphones passed; " +
      "without anybody's help",
      "音箱确认已修复：扬声器和麦克风通过；无人处理即自行恢复"],
    ["still_there", { probe_id: "" }, "Still there", "故障仍在"],
    ["merged", { into: 3 }, "Went into case 3", "并入工单 3"],
    ["closed", { by: "Ann", outcome: "cured" },
      "Closed: Cured, as the speaker confirmed; by Ann",
      "已结单：已修复，并由音箱确认；操作人：Ann"],
  ];
  it.each(lines)("says what %s is", (kind, data, english, chinese) => {
    const event = caseEvent(kind, data);

    expect(caseLine(event, knowledge(), en)).toBe(english);
    expect(caseLine(event, knowledge(), zh)).toBe(chinese);
  });

  it("shows what a person wrote, and until when the owner is asked", () => {
    expect(writtenText(caseEvent("note", { by: "Ann", text: "hello" })))
      .toBe("hello");
    expect(writtenText(caseEvent("report", { trigger: "boot" }))).toBe("");
    expect(askedUntil(caseEvent("consent", { until_ms: 90 }))).toBe(90);
    expect(askedUntil(caseEvent("command", { until_ms: 90 }))).toBe(0);
  });
});

describe("addresses", () => {
  it("lead to cases and figures", () => {
    expect(parseRoute("/cases")).toEqual({ page: "cases" });
    expect(parseRoute("/cases/12")).toEqual({ page: "case", id: 12 });
    expect(parseRoute("/cases/0")).toEqual({ page: "unknown" });
    expect(parseRoute("/cases/x")).toEqual({ page: "unknown" });
    expect(parseRoute("/kpi")).toEqual({ page: "kpi" });
  });
});
