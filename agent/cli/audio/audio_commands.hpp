#pragma once

#include <iosfwd>

#include "agent/cli/audio/audio_options.hpp"
#include "agent/cli/exit_code.hpp"

namespace soundcheck::cli {

/// Does what `soundcheck audio ...` was asked; answers on `out`, problems on
/// `err` and with --json also on `out`.
Exit execute_audio(const AudioOptions& options,
                   std::ostream& out,
                   std::ostream& err);

}  // namespace soundcheck::cli
