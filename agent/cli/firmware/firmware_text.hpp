#pragma once

#include <iosfwd>
#include <string>

#include "agent/cli/firmware/mark_good.hpp"
#include "agent/cli/firmware/verification.hpp"

namespace soundcheck::cli {

// What `soundcheck firmware` answers, for people and, by json_of(), for
// programs; agent/cli/README.md describes the documents.

/// "12 files, 1 partition, 2 components"
std::string content_text(const FirmwareManifest& manifest);
void print_verification(std::ostream& out, const Verification& verification);
std::string json_of(const Verification& verification);

/// "network failed: network.gateway: it does not answer"
std::string text_of(const Requirement& requirement);
void print_mark_good(std::ostream& out, const MarkGood& done);
std::string json_of(const MarkGood& done);

}  // namespace soundcheck::cli
