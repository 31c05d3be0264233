#pragma once

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>

#include "cloud-sim/cli/client.hpp"

namespace soundcheck::cloud::cli {

/// Adds --url, --token and --token-file.
void add_client_options(CLI::App& command, ClientOptions& options);

/// Without control characters. Devices' words are foreign: they must not steer
/// a terminal.
std::string printable(std::string_view text);
/// A member as text for a terminal; null and absent are "-".
std::string shown(const boost::json::object& object, const char* key);

/// Fault ids with their English titles, as far as the cloud knows them.
std::map<std::string, std::string> fault_titles(const Client& client);

void print_result(const boost::json::object& result);
void print_diagnosis(const boost::json::object& diagnosis,
                     const std::map<std::string, std::string>& titles);
void print_json(const boost::json::value& value);
/// Unix milliseconds as UTC.
std::string moment(const boost::json::value& at_ms);

/// The API's answer, as it is or for people; the exit code.
int tell(bool as_json,
         const Result<boost::json::object>& answer,
         void (*print)(const boost::json::object&));

}  // namespace soundcheck::cloud::cli
