#include "agent/cli/print.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <sstream>

#include "agent/cli/json.hpp"
#include "agent/cli/view.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

v1::ProbeResult some_result() {
  v1::ProbeResult result;
  result.set_probe_id("network.dns");
  result.set_outcome(v1::OUTCOME_FAILED);
  result.set_summary("no server answers");
  auto* time = result.add_measurements();
  time->set_name("time");
  time->set_value(23.5);
  time->set_unit("ms");
  auto* finding = result.add_findings();
  finding->set_id("network.dns_no_answer");
  finding->set_presence(v1::PRESENCE_PRESENT);
  finding->set_evidence("0 of 2");
  result.set_duration_ms(42);
  return result;
}

v1::Diagnosis some_diagnosis() {
  v1::Diagnosis diagnosis;
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  auto* fault = diagnosis.add_faults();
  fault->set_fault_id("net.dns_failing");
  fault->set_code("N21");
  fault->set_probability(0.8);
  fault->add_remedy_ids("restart_router");
  *fault->add_evidence_for() = some_result().findings(0);
  diagnosis.add_not_measured("wifi.link");
  diagnosis.set_knowledge_hash("h");
  return diagnosis;
}

diagnosis::Knowledge some_knowledge() {
  diagnosis::Knowledge knowledge;
  knowledge.hash = "h";
  diagnosis::Fault fault{};
  fault.id = "net.dns_failing";
  fault.title = {"Lookup fails", "解析失败"};
  fault.owner = {"It cannot look up.", "无法查找。"};
  knowledge.faults.push_back(fault);
  diagnosis::Remedy remedy{};
  remedy.id = "restart_router";
  remedy.title = {"Restart", "重启"};
  remedy.owner = {"Off and on.", "关了再开。"};
  knowledge.remedies.push_back(remedy);
  knowledge.findings.push_back(
      {"network.dns_no_answer", "network.dns", {"Silence", "无应答"}});
  return knowledge;
}

std::string printed(const diagnosis::Knowledge* knowledge, Language language) {
  std::ostringstream out;
  print_diagnosis(out, some_diagnosis(), knowledge, language);
  return out.str();
}

}  // namespace

TEST_CASE("a diagnosis is told with sentence, remedy and evidence") {
  const auto knowledge = some_knowledge();

  CHECK(printed(&knowledge, Language::en) ==
        "\nLookup fails (N21, 80 %)\n"
        "  It cannot look up.\n"
        "  What helps:\n"
        "    Restart: Off and on.\n"
        "  Speaks for it:\n"
        "    + Silence: 0 of 2\n"
        "Not measured: wifi.link\n");
  CHECK(printed(&knowledge, Language::zh) ==
        "\n解析失败 (N21, 80 %)\n"
        "  无法查找。\n"
        "  解决办法：\n"
        "    重启：关了再开。\n"
        "  支持的证据：\n"
        "    + 无应答：0 of 2\n"
        "未测量：wifi.link\n");
}

TEST_CASE("texts of another knowledge base are not used") {
  auto knowledge = some_knowledge();
  knowledge.hash = "another";

  for (const auto* texts :
       {static_cast<const diagnosis::Knowledge*>(nullptr),
        static_cast<const diagnosis::Knowledge*>(&knowledge)}) {
    const auto text = printed(texts, Language::en);
    CHECK(text.find("net.dns_failing (N21, 80 %)") != text.npos);
    CHECK(text.find("--knowledge") != text.npos);
    CHECK(text.find("Lookup fails") == text.npos);
  }
}

TEST_CASE("control characters of evidence do not reach the terminal") {
  CHECK(printable("a\x1b[2Jb\n\x7f") == "a?[2Jb??");
  CHECK(printable("网关") == "网关");
}

TEST_CASE("a line is cut at columns, never within a character") {
  CHECK(cut_to("abcdef", 4) == "abcd");
  CHECK(cut_to("ab", 4) == "ab");
  CHECK(cut_to("a网关", 4) == "a网");
  CHECK(cut_to("网", 1).empty());
  // Broken at its end: whatever comes out is no longer than what went in.
  CHECK(cut_to("a\xe7\xbd", 9).size() <= 3);
}

TEST_CASE("results and diagnosis have the shapes of the cloud's API") {
  const auto document =
      boost::json::parse(json_of(some_diagnosis(), {some_result()}));

  const auto& result = document.at("results").at(0);
  CHECK(result.at("probe_id") == "network.dns");
  CHECK(result.at("outcome") == "failed");
  CHECK(result.at("reason").is_null());
  CHECK(result.at("measurements").at(0).at("value") == 23.5);
  CHECK(result.at("measurements").at(0).at("sigma").is_null());
  CHECK(result.at("findings").at(0).at("presence") == "present");
  CHECK(result.at("started_monotonic_ms") == 0);
  CHECK(result.at("duration_ms") == 42);
  const auto& diagnosis = document.at("diagnosis");
  CHECK(diagnosis.at("status") == "fault");
  CHECK(diagnosis.at("faults").at(0).at("fault_id") == "net.dns_failing");
  CHECK(diagnosis.at("faults").at(0).at("evidence_against").as_array().empty());
  CHECK(diagnosis.at("not_measured").at(0) == "wifi.link");
  CHECK(diagnosis.at("knowledge_hash") == "h");
}

TEST_CASE("a status names no session when none is open") {
  v1::Status status;
  status.set_device("kitchen");

  const auto closed = boost::json::parse(json_of(status));
  status.set_session_open(true);
  status.set_session_operator("Ana");
  const auto open = boost::json::parse(json_of(status));

  CHECK(closed.at("session").is_null());
  CHECK(closed.at("last_report_ms").is_null());
  CHECK(closed.at("last_diagnosis").is_null());
  CHECK(open.at("session").at("operator") == "Ana");
}

TEST_CASE("on a terminal the running probe has one line that is rewritten") {
  std::ostringstream out;
  std::ostringstream terminal;
  const Options options;
  View view(out, &terminal, options, 24);
  v1::Progress progress;
  progress.set_probe_id("network.dns");
  progress.set_probe_count(12);
  progress.set_fraction(0.5);
  progress.set_step("asking the second server");

  view.show(progress);
  *progress.mutable_finished() = some_result();
  view.show(progress);

  CHECK(terminal.str() == "\r\x1b[K[1/12] network.dns  50 %\r\x1b[K");
  CHECK(out.str() == "network.dns         failed: no server answers\n");
  CHECK(view.results().size() == 1);
}
