#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>

#include "agent/cli/firmware/firmware_text.hpp"
#include "agent/cli/firmware/marking.hpp"
#include "agent/cli/json_values.hpp"
#include "agent/cli/print.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

const char* words_of(Standing standing) {
  switch (standing) {
    case Standing::passed:
      return " passed";
    case Standing::failed:
      return " failed: ";
    default:
      return " could not be measured: ";
  }
}

}  // namespace

std::string text_of(const Requirement& requirement) {
  return requirement.name + words_of(requirement.standing) + requirement.why;
}

void print_mark_good(std::ostream& out, const MarkGood& done) {
  for (const auto& requirement : done.requirements)
    out << printable(text_of(requirement)) << '\n';
  const auto command = printable(typed(done.command));
  if (done.marked)
    out << "the running slot is marked good: " << command << '\n';
  else if (!done.problem.empty())
    out << "the running slot is healthy and not marked good: "
        << printable(done.problem) << '\n';
  else
    out << "the running slot is not marked good\n";
}

std::string json_of(const MarkGood& done) {
  json::array requirements;
  for (const auto& requirement : done.requirements) {
    requirements.push_back(json::object{
        {"name", requirement.name},
        {"standing", json::string(to_string(requirement.standing))},
        {"why", text_or_null(requirement.why)},
        {"probe_ids", texts(requirement.probes)}});
  }
  return json::serialize(json::object{{"marked", done.marked},
                                      {"waited_s", done.waited_s},
                                      {"requirements", std::move(requirements)},
                                      {"command", texts(done.command)},
                                      {"problem", text_or_null(done.problem)}});
}

}  // namespace soundcheck::cli
