#pragma once

#include "agent/bundle/program/command_line.hpp"

namespace soundcheck::bundle {

/// Does what soundcheckd asks for: reads a CollectBundle from standard input,
/// makes the bundle, and becomes soundcheck-upload, which sends it. Tells on
/// standard output how far it is, in frames of v1::Reply; the last one is
/// final. Returns only when it ends before the upload.
int send_bundle(const CommandLine& line);

}  // namespace soundcheck::bundle
