#pragma once

#include <boost/asio/awaitable.hpp>

namespace soundcheck {

/// Runs both; the one that ends first stops the other, which is waited for.
/// Says which was first, 0 or 1, also when whoever waits was stopped. An
/// exception is no end, so both keep theirs inside.
///
/// In one place and without answers, because each kind of answer would bring a
/// copy of Asio's machinery, which weighs more than most probes. Whoever wants
/// an answer lets the contestants write it down.
boost::asio::awaitable<unsigned> race(boost::asio::awaitable<void> one,
                                      boost::asio::awaitable<void> other);

}  // namespace soundcheck
