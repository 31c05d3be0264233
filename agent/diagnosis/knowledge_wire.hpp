#pragma once

#include <string_view>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::diagnosis {

/// Reads a serialised v1::KnowledgeBase without judging what it says. False
/// when it is none. By hand: protobuf's code for these messages would weigh
/// 25 kB in the daemon.
bool read_knowledge(std::string_view bytes,
                    unsigned& format,
                    Knowledge& knowledge);

}  // namespace soundcheck::diagnosis
