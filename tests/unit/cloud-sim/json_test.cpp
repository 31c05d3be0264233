#include "cloud-sim/wire/json.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <set>

#include "cloud-sim/http/answer_json.hpp"
#include "cloud-sim/http/knowledge.hpp"
#include "cloud-sim/http/openapi.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "cloud-sim/wire/topics.hpp"
#include "cloud-sim/wire/words.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
namespace json = boost::json;

TEST_CASE("enum words are lower case and unknown numbers read like zero") {
  CHECK(word(v1::OUTCOME_NOT_SUPPORTED) == "not_supported");
  CHECK(word(static_cast<v1::Outcome>(99)) == "inconclusive");
  CHECK(word(static_cast<v1::Presence>(99)) == "unknown");
  CHECK(word(v1::REFUSAL_BAD_SIGNATURE) == "bad_signature");
  CHECK(word(v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT) == "unknown_fault");
  CHECK(word(v1::SEVERITY_S1) == "s1");
  CHECK_FALSE(word(v1::REASON_UNSPECIFIED));
  CHECK(complaint_of("no_sound") == v1::COMPLAINT_NO_SOUND);
  CHECK(complaint_of("") == v1::COMPLAINT_UNSPECIFIED);
  CHECK_FALSE(complaint_of("unspecified"));
}

TEST_CASE("numbers that JSON cannot write never get through") {
  v1::ProbeResult result;
  auto* bad = result.add_measurements();
  bad->set_value(std::numeric_limits<double>::infinity());
  auto* good = result.add_measurements();
  good->set_value(1.5);
  good->set_sigma(std::numeric_limits<double>::quiet_NaN());
  v1::Diagnosis diagnosis;
  diagnosis.add_faults()->set_probability(
      std::numeric_limits<double>::quiet_NaN());

  const auto measurements = to_json(result).at("measurements").as_array();

  REQUIRE(measurements.size() == 1);
  CHECK(measurements[0].at("sigma").is_null());
  CHECK_NOTHROW(json::parse(json::serialize(to_json(result))));
  CHECK_NOTHROW(json::parse(json::serialize(to_json(diagnosis))));
}

TEST_CASE("events of the connection get the time of the report's clock") {
  Report report{1, 1'000'000, {}};
  report.message.set_wall_unix_ms(900'000);
  report.message.set_clock_trusted(true);
  report.message.set_monotonic_ms(50'000);
  auto* event = report.message.add_connection();
  event->set_kind("disconnected");
  event->set_monotonic_ms(-10'000);
  event->set_code(3);
  report.message.add_connection()->set_monotonic_ms(
      std::numeric_limits<std::int64_t>::min());

  const auto trusted = to_json(report).at("connection").as_array();
  report.message.set_clock_trusted(false);
  const auto untrusted = to_json(report).at("connection").as_array();

  REQUIRE(trusted.size() == 2);
  CHECK(trusted[0].at("at_ms") == 840'000);
  CHECK(trusted[0].at("code") == 3);
  CHECK(trusted[0].at("signal_dbm").is_null());
  CHECK(untrusted[0].at("at_ms") == 940'000);
}

TEST_CASE("each object has exactly the members that the document promises") {
  const auto document = json::parse(
      json::string_view(openapi_document().data(), openapi_document().size()));
  const auto& schemas = document.at("components").at("schemas").as_object();
  const auto members = [&](const char* name) {
    std::set<std::string> keys;
    for (const auto& item : schemas.at(name).at("properties").as_object())
      keys.insert(std::string(item.key()));
    return keys;
  };
  const auto keys_of = [](const json::object& object) {
    std::set<std::string> keys;
    for (const auto& item : object)
      keys.insert(std::string(item.key()));
    return keys;
  };

  CHECK(keys_of(to_json(DeviceRow{})) == members("DeviceRow"));
  CHECK(keys_of(to_json(Report{})) == members("Report"));
  CHECK(keys_of(to_json(Session{})) == members("Session"));
  CHECK(keys_of(to_json(Command{})) == members("Command"));
  CHECK(keys_of(to_json(TimelineEvent{})) == members("TimelineEvent"));
  CHECK(keys_of(to_json(Start{})) == members("Start"));
  CHECK(keys_of(to_json(AuditView{})) == members("Audit"));
  CHECK(keys_of(to_json(v1::ProbeResult{})) == members("ProbeResult"));
  CHECK(keys_of(to_json(v1::Diagnosis{})) == members("Diagnosis"));
  CHECK(keys_of(to_json(v1::ProbeInfo{})) == members("ProbeInfo"));
  CHECK(keys_of(to_json(v1::KnowledgeBase{}, "")) == members("Knowledge"));
}

TEST_CASE("topics are read strictly") {
  const auto topic = parse_topic("soundcheck/1/acme/kitchen/report");

  REQUIRE(topic);
  CHECK(topic->device == "kitchen");
  CHECK(topic_of(*topic) == "soundcheck/1/acme/kitchen/report");
  for (const char* bad :
       {"", "soundcheck/1/", "soundcheck/2/acme/kitchen/report",
        "soundcheck/1/acme/kitchen/shell", "soundcheck/1/acme/a/b/report",
        "soundcheck/1//kitchen/report", "soundcheck/1/acme//report",
        "soundcheck/1/acme/report", "soundcheck/1/acme/k\xc3\xbc/report"})
    CHECK_FALSE(parse_topic(bad));
}

TEST_CASE("knowledge is read bare or signed, and garbage is told") {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(3);
  base.add_faults()->set_id("net.no_gateway");
  const auto bytes = base.SerializeAsString();
  v1::KnowledgeRelease release;
  release.set_knowledge(bytes);
  v1::SignedKnowledge envelope;
  envelope.set_release(release.SerializeAsString());

  const auto bare = parse_knowledge(bytes);
  const auto wrapped = parse_knowledge(envelope.SerializeAsString());

  REQUIRE(bare);
  REQUIRE(wrapped);
  CHECK(bare->hash == sha256_hex(bytes));
  CHECK(wrapped->hash == bare->hash);
  CHECK(json::parse(bare->json).at("version") == 3);
  for (const std::string& bad : {std::string(), std::string(50, '\xff'),
                                 bytes.substr(0, bytes.size() - 2)})
    CHECK_FALSE(parse_knowledge(bad));
}

TEST_CASE("base64 comes back as it was, and what is none is refused") {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string("ab"), std::string("abc"),
        std::string("\0\xff\0", 3), std::string(1000, '\n')})
    CHECK(from_base64(to_base64(bytes)) == bytes);
  CHECK(to_base64("soundcheck") == "c291bmRjaGVjaw==");
  for (const char* bad : {"a", "abc", "ab*d", "YWJj\n", " YWJj", "YWJj    "})
    CHECK_FALSE(from_base64(bad));
}

TEST_CASE("hex digits come back as bytes, and what is none is refused") {
  CHECK(from_hex(to_hex("\xffk\x01")) == "\xffk\x01");
  CHECK(from_hex("FF00") == std::string("\xff\0", 2));
  for (const char* bad : {"f", "fg", "-1", "0x", " f"})
    CHECK_FALSE(from_hex(bad));
}
