#pragma once

#include "agent/cli/backend.hpp"
#include "agent/cli/commands.hpp"

namespace soundcheck::cli {

/// What one command works with.
struct Work {
  const Options& options;
  Backend& backend;
  const diagnosis::Knowledge* knowledge;
  Terminal& terminal;
};

/// `done`, or why not.
Task<v1::Done> ask(Backend& backend, v1::LocalRequest request, Tell tell);

/// Tells the error. What was not measured is neither healthy nor broken.
Exit give_up(const Work& work, const Error& error);

/// What was asked of the owner, and what he said.
boost::asio::awaitable<Exit> consent_history(const Work& work);

}  // namespace soundcheck::cli
