#pragma once

#include <string>

#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/result.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

// What staff do with cases; `by` is the account's name. Each returns the case's
// id. Errors: not_found for an unknown device or case; conflict when the case's
// state forbids it; invalid for a remedy that the fault does not have.

struct CaseOpening {
  std::string device;
  std::string origin = "staff";  ///< "owner": on an owner's call
  std::string complaint = {};
  std::string text = {};
};

struct OpenedCase {
  std::int64_t id = 0;
  bool fresh = false;  ///< false: an open case of the same fault was there
};

/// Of the fault that the device last named, if that was within a day; otherwise
/// of one that is still to be named.
Result<OpenedCase> request_case(Work& work,
                                const FaultCatalog& catalog,
                                const std::string& by,
                                const CaseOpening& opening);

Result<std::int64_t> add_note(Work& work,
                              std::int64_t id,
                              const std::string& by,
                              const std::string& text);
Result<std::int64_t> take_case(Work& work,
                               std::int64_t id,
                               const std::string& by);
/// Into the queue of level 2.
Result<std::int64_t> escalate_case(Work& work,
                                   std::int64_t id,
                                   const std::string& by,
                                   const std::string& text);

struct Advice {
  std::string remedy_id = {};  ///< of the fault's, or empty
  std::string text = {};
};
Result<std::int64_t> give_advice(Work& work,
                                 const FaultCatalog& catalog,
                                 std::int64_t id,
                                 const std::string& by,
                                 const Advice& advice);

/// Once the device has confirmed, or after the end. `stars` is 1 to 5.
Result<std::int64_t> rate_case(Work& work,
                               std::int64_t id,
                               const std::string& by,
                               std::int64_t stars,
                               const std::string& text);

/// Without the device's confirmation only with a text that says why, and only
/// for those who `may_unconfirmed` (otherwise denied).
Result<std::int64_t> close_case(Work& work,
                                std::int64_t id,
                                const std::string& by,
                                const std::string& text,
                                bool may_unconfirmed);

}  // namespace soundcheck::cloud
