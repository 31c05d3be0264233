#include "agent/knowledge/compile/compile.hpp"

#include <catch2/catch.hpp>

#include "agent/diagnosis/knowledge.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using knowledge::compile;
using knowledge::Source;

namespace {

/// The least that is complete; line numbers matter below.
const std::string small = R"(version = 3
[[fault]]
id = "net.broken"
code = "N99"
layer = "network"
component = "cable"
severity = 2
remedies = ["mend"]
title.en = "Broken"
title.zh = "断开"
owner.en = "It is broken. Mend it."
owner.zh = "断开了。请修好。"
expert.en = "Broken cable"
expert.zh = "线缆断开"
[[finding]]
id = "net.crack"
probe = "net.look"
title.en = "A crack"
title.zh = "有裂缝"
[[remedy]]
id = "mend"
actor = "owner"
confirm = "net.look"
consent = "read"
reversible = true
title.en = "Mend"
title.zh = "修理"
owner.en = "Mend it."
owner.zh = "请修好。"
[[gate]]
id = "look"
ladder = "network"
probe = "net.look"
title.en = "Look"
title.zh = "查看"
why.en = "To see."
why.zh = "看一看。"
rule = [{ finding = "net.crack", fault = "net.broken", probability = 0.9 }]
)";

std::string replaced(std::string from, const std::string& to) {
  auto text = small;
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

std::string problem_of(const std::string& text) {
  const auto bytes = compile({{"k.toml", text}});
  return bytes ? "" : bytes.error().what;
}

}  // namespace

TEST_CASE("a complete source compiles to what the speaker reads") {
  const auto bytes = compile({{"k.toml", small}});

  REQUIRE(bytes);
  const auto read = diagnosis::parse_knowledge(*bytes);
  REQUIRE(read);
  CHECK(read->version == 3);
  CHECK(read->fault("net.broken")->owner.zh == "断开了。请修好。");
  CHECK(read->fault("net.broken")->severity == 2);
  CHECK(!read->fault("net.broken")->blocks);
  CHECK(read->remedy("mend")->reversible);
  CHECK(read->gate("look")->rules.at(0).probability == 0.9);
}

TEST_CASE("the same sources compile to the same bytes") {
  CHECK(compile({{"a.toml", small}}).value() ==
        compile({{"b.toml", small}}).value());
}

TEST_CASE("references go from any file to any other") {
  const auto cut = small.find("[[gate]]");

  CHECK(compile({{"gates.toml", small.substr(cut)},
                 {"rest.toml", small.substr(0, cut)}}));
}

TEST_CASE("a problem names file, line and key") {
  CHECK(problem_of(replaced("probability = 0.9", "probability = 1.5")) ==
        "k.toml:38: gate[0].rule[0].probability: must be a number from 0.01 "
        "to 1\n"
        "k.toml:38: gate[0].rule[0].probability: is missing");
  CHECK(problem_of(replaced("fault = \"net.broken\"", "fault = \"net.x\"")) ==
        "k.toml:3: fault[0].id: nothing leads to \"net.broken\"\n"
        "k.toml:38: gate[0].rule[0].fault: unknown fault \"net.x\"");
  CHECK(problem_of(replaced("[\"mend\"]", "[\"mend\", \"pray\"]")) ==
        "k.toml:8: fault[0].remedies: unknown remedy \"pray\"");
  CHECK(problem_of(replaced("severity = 2", "severty = 2")) ==
        "k.toml:2: fault[0].severity: is missing\n"
        "k.toml:7: fault[0].severty: unknown key; allowed here: always, "
        "blocks, code, component, explains, id, layer, never, often, prior, "
        "rarely, remedies, severity, sometimes, usually");
}

TEST_CASE("a remedy of the speaker itself names what it does, how often well") {
  CHECK(problem_of(replaced("actor = \"owner\"", "actor = \"auto\"")) ==
        "k.toml:20: remedy[0].action: is missing\n"
        "k.toml:20: remedy[0].fixes: is missing");
  CHECK(problem_of(replaced("actor = \"owner\"",
                            "actor = \"auto\"\nfixes = \"often\"\n"
                            "action = \"sing\"")) ==
        "k.toml:24: remedy[0].action: \"sing\" is none of: reconnect_wifi "
        "renew_lease prefer_dns restart_service restore_mixer purge_caches "
        "resync_clock reinstall_slot reboot");
  const auto base =
      compile({{"k.toml", replaced("actor = \"owner\"",
                                   "actor = \"auto\"\nfixes = \"often\"\n"
                                   "action = \"reboot\"")}});
  REQUIRE(base);
  const auto read = diagnosis::parse_knowledge(*base);
  REQUIRE(read);
  CHECK(read->remedy("mend")->action == "reboot");
  REQUIRE(read->suspicions.size() == 1);
  CHECK(read->suspicions[0].when == "unhelped:mend");
  CHECK(read->suspicions[0].factor == Approx(0.4));
  CHECK(read->suspicions[0].faults == std::vector<unsigned>{0});
}

TEST_CASE("a missing or wrong translation is told") {
  CHECK(problem_of(replaced("owner.zh = \"断开了。请修好。\"\n", "")) ==
        "k.toml:11: fault[0].owner.zh: is missing");
  CHECK(problem_of(replaced("断开了。请修好。", "It is broken.")) ==
        "k.toml:12: fault[0].owner.zh: is not Chinese");
  CHECK(problem_of(replaced("It is broken. Mend it.", "断开了。")) ==
        "k.toml:11: fault[0].owner.en: is not English");
}

TEST_CASE("an id that is there twice is told at the second place") {
  const auto twice = small +
                     "[[finding]]\nid = \"net.crack\"\nprobe = "
                     "\"net.look\"\ntitle.en = \"C\"\ntitle.zh = "
                     "\"裂\"\n";

  CHECK(problem_of(twice) ==
        "k.toml:40: finding[1].id: \"net.crack\" is there twice");
}

TEST_CASE("a finding of another probe cannot decide at a gate") {
  const auto second =
      small +
      "[[gate]]\nid = \"ask\"\nladder = \"network\"\nprobe = \"net.ask\"\n"
      "title.en = \"A\"\ntitle.zh = \"问\"\nwhy.en = \"A\"\nwhy.zh = \"问\"\n"
      "rule = [{ finding = \"net.crack\", fault = \"net.broken\", "
      "probability = 0.5 }]\n";

  CHECK(problem_of(second) ==
        "k.toml:40: gate[1].id: net.crack is answered by net.look, not by "
        "net.ask");
}

TEST_CASE("a complaint that nobody can make is told with those one can") {
  CHECK(
      problem_of(replaced("rule = [",
                          "complaints = [\"drops\", \"hot\"]\nrule = [")) ==
      "k.toml:38: gate[0].complaints: \"hot\" is none of: \"\" cannot_connect "
      "distorted does_not_hear_me drops no_sound other restarts "
      "slow_answers");
}

TEST_CASE("a gate can be spared by faults that exist") {
  CHECK(problem_of(
            replaced("rule = [", "spared_by = [\"net.rain\"]\nrule = [")) ==
        "k.toml:38: gate[0].spared_by: unknown fault \"net.rain\"");
}

TEST_CASE("broken TOML names file and line") {
  CHECK(problem_of("version = = 3\n").starts_with("k.toml:1: "));
  CHECK(problem_of("fault = 3\n")
            .starts_with("k.toml:1: fault: must be a list of tables"));
}

TEST_CASE("a base without version is refused") {
  CHECK(problem_of(replaced("version = 3\n", "")) ==
        "no file says which version this is");
}

TEST_CASE("every truncation of the source ends in an error or in knowledge") {
  for (std::size_t size = 0; size < small.size(); size += 7) {
    const auto bytes = compile({{"k.toml", small.substr(0, size)}});
    if (bytes)
      CHECK(diagnosis::parse_knowledge(*bytes));
  }
}
