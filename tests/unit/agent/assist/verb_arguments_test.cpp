#include <catch2/catch.hpp>

#include "tests/unit/agent/assist/open_speaker.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using test::Open;

// What no verb does: arguments that a speaker cannot or must not follow.

TEST_CASE("arguments beyond their limits are refused as malformed") {
  Open open;
  auto command = open.command("c1");
  SECTION("no time to blink") {
    command.set_identify(0);
  }
  SECTION("blinking for ever") {
    command.set_identify(61);
  }
  SECTION("no days") {
    command.mutable_show_measurements();
  }
  SECTION("too many days") {
    command.mutable_show_measurements()->set_days(731);
  }
  SECTION("no events") {
    command.mutable_read_events();
  }
  SECTION("too many events") {
    command.mutable_read_events()->set_limit(401);
  }
  SECTION("no lines") {
    command.mutable_read_audit();
  }
  SECTION("too many lines") {
    command.mutable_read_audit()->set_limit(201);
  }
  SECTION("check-ups without a pause") {
    command.mutable_set_reporting()->set_reporting_class(
        v1::REPORTING_CLASS_CHECKUPS);
    command.mutable_set_reporting()->set_resolution_s(9);
    command.mutable_set_reporting()->set_for_s(60);
  }
  SECTION("more reports than the flash bears") {
    command.mutable_set_reporting()->set_reporting_class(
        v1::REPORTING_CLASS_CHECKUPS);
    command.mutable_set_reporting()->set_resolution_s(10);
    command.mutable_set_reporting()->set_for_s(3001);
  }
  SECTION("knowledge without a hash") {
    command.set_update_knowledge("");
  }
  SECTION("knowledge by half a hash") {
    command.set_update_knowledge(std::string(16, 'k'));
  }
  SECTION("a closer look of a week") {
    command.mutable_set_reporting()->set_reporting_class(
        v1::REPORTING_CLASS_CHECKUPS);
    command.mutable_set_reporting()->set_resolution_s(3600);
    command.mutable_set_reporting()->set_for_s(86401);
  }

  CHECK(test::refusal_of(open.speaker, command) == v1::REFUSAL_MALFORMED);
}

TEST_CASE("words of a newer cloud are refused as unsupported") {
  Open open;
  auto command = open.command("c1");
  SECTION("a kind of event") {
    command.mutable_read_events()->set_limit(1);
    command.mutable_read_events()->set_kind("abducted");
  }
  SECTION("a class of reports") {
    command.mutable_set_reporting()->set_reporting_class(
        v1::ReportingClass(99));
  }

  CHECK(test::refusal_of(open.speaker, command) == v1::REFUSAL_UNSUPPORTED);
}
