#pragma once

#include <iosfwd>
#include <string>

#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::cli {

/// The analysis for people.
void print_analysis(std::ostream& out, const audio::Analysis& analysis);

/// The same as a JSON document; agent/cli/README.md describes it.
std::string json_of(const audio::Analysis& analysis);

/// "audio.mic_blocked, microphone 2, one of loudspeaker or cable"
std::string in_words_with_doubt(const audio::RankedFault& fault);

/// How many third octaves have a THD that says something: up to 5 kHz; above,
/// the harmonics leave the band of the sweep one by one.
std::size_t thd_bands(const audio::Analysis& analysis);

}  // namespace soundcheck::cli
