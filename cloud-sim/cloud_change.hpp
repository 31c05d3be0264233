#pragma once

#include "cloud-sim/cases/follow.hpp"
#include "cloud-sim/cloud.hpp"
#include "cloud-sim/knowledge/learn.hpp"

// How the parts of a Cloud change the store; for its own files.
namespace soundcheck::cloud {

/// What an act answered, with what it changed.
template <class T>
struct Done {
  T value;
  Changes changes;
};

struct Nothing {};

/// `act(Work&)` gives a Result<T>; this an awaitable Result<Done<T>>.
template <class Act>
auto Cloud::change(Act act) {
  using T = typename std::invoke_result_t<Act&, Work&>::value_type;
  auto work = [act = std::move(act), now = unix_now_ms(), tenant = tenant_,
               catalog = catalog_,
               limits = limits_](Sqlite& db) mutable -> Result<Done<T>> {
    Work scope{db, now, tenant, limits};
    auto result = act(scope);
    if (!result)
      return result.error();
    follow_cases(scope, *catalog);
    learn(scope);
    return Done<T>{std::move(*result), collect(scope)};
  };
  return storage_.call(std::move(work));
}

/// The same, and what it changed is sent and told.
template <class Act>
auto Cloud::change_and_tell(Act act)
    -> boost::asio::awaitable<std::invoke_result_t<Act&, Work&>> {
  auto done = co_await change(std::move(act));
  if (!done)
    co_return done.error();
  tell(done->changes);
  co_return std::move(done->value);
}

}  // namespace soundcheck::cloud
