#include "cloud-sim/cli/print.hpp"

#include <cmath>
#include <ctime>
#include <iostream>

#include "cloud-sim/cli/exit_codes.hpp"

namespace soundcheck::cloud::cli {
namespace json = boost::json;

int exit_code_of(Errc kind) {
  switch (kind) {
    case Errc::invalid:
    case Errc::conflict:
      return usage;
    case Errc::not_found:
      return not_there;
    case Errc::denied:
      return no_permission;
    case Errc::unavailable:
      return unavailable;
    case Errc::internal:
      return internal;
  }
  return internal;
}

int fail(const Error& error) {
  std::cerr << "soundcheck-cloud: " << printable(error.what) << "\n";
  return exit_code_of(error.kind);
}

void add_client_options(CLI::App& command, ClientOptions& options) {
  command.add_option("--url", options.url, "Where the cloud is")
      ->capture_default_str();
  command.add_option("--token", options.token,
                     "Token; better in SOUNDCHECK_TOKEN or --token-file");
  command.add_option("--token-file", options.token_file, "File with the token");
}

std::string printable(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      c = '?';
  return out;
}

std::string shown(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || value->is_null())
    return "-";
  if (const auto* text = value->if_string())
    return printable(*text);
  return json::serialize(*value);
}

std::map<std::string, std::string> fault_titles(const Client& client) {
  std::map<std::string, std::string> titles;
  const auto knowledge = client.get("/knowledge");
  if (!knowledge)
    return titles;
  for (const auto& fault : knowledge->at("faults").as_array()) {
    const auto& object = fault.as_object();
    titles[shown(object, "id")] = shown(object.at("title").as_object(), "en");
  }
  return titles;
}

void print_result(const json::object& result) {
  std::cout << "  " << shown(result, "outcome") << "  "
            << shown(result, "probe_id") << ": " << shown(result, "summary")
            << "\n";
  for (const auto& item : result.at("findings").as_array())
    if (shown(item.as_object(), "presence") == "present")
      std::cout << "      " << shown(item.as_object(), "id") << ": "
                << shown(item.as_object(), "evidence") << "\n";
}

void print_diagnosis(const json::object& diagnosis,
                     const std::map<std::string, std::string>& titles) {
  const auto status = shown(diagnosis, "status");
  if (status == "no_fault")
    std::cout << "No fault found.\n";
  else if (status == "unknown_fault")
    std::cout << "Something is wrong, but no known cause fits.\n";
  else if (status == "incomplete")
    std::cout << "Too little could be measured to tell.\n";
  for (const auto& item : diagnosis.at("faults").as_array()) {
    const auto& fault = item.as_object();
    const auto id = shown(fault, "fault_id");
    const auto title = titles.find(id);
    const auto percent =
        std::lround(100 * fault.at("probability").to_number<double>());
    std::cout << "  " << percent << " %  " << id
              << (title == titles.end() ? "" : "  " + title->second) << "\n";
    for (const auto& evidence : fault.at("evidence_for").as_array())
      std::cout << "      because " << shown(evidence.as_object(), "id") << ": "
                << shown(evidence.as_object(), "evidence") << "\n";
  }
  for (const auto& probe : diagnosis.at("not_measured").as_array())
    std::cout << "  not measured: " << printable(probe.as_string()) << "\n";
}

void print_json(const json::value& value) {
  std::cout << json::serialize(value) << "\n";
}

std::string moment(const json::value& at_ms) {
  const auto seconds =
      static_cast<std::time_t>(at_ms.to_number<std::int64_t>() / 1000);
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &utc);
  return text;
}

int tell(bool as_json,
         const Result<json::object>& answer,
         void (*print)(const json::object&)) {
  if (!answer)
    return fail(answer.error());
  if (as_json)
    print_json(*answer);
  else
    print(*answer);
  return healthy;
}

}  // namespace soundcheck::cloud::cli
