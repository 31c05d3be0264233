#pragma once

#include <string>
#include <vector>

#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

// The documents of --json; agent/cli/README.md describes them. ProbeResult and
// Diagnosis have the shape of the cloud's HTTP API.

std::string json_of(const v1::ProbeList& list);
std::string json_of(const v1::ProbeResult& result);
std::string json_of(const std::vector<v1::ProbeResult>& results);
std::string json_of(const v1::Diagnosis& diagnosis,
                    const std::vector<v1::ProbeResult>& results);
std::string json_of(const v1::Status& status);
std::string json_of(const v1::ConsentList& list);
std::string json_of_error(const std::string& code, const std::string& message);

}  // namespace soundcheck::cli
