#pragma once

#include <boost/json.hpp>
#include <string>

#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/cases/machine.hpp"
#include "cloud-sim/store/case_records.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

struct NewCase {
  std::string device;
  std::string origin;  ///< "alarm", "owner", "staff"
  std::string opened_by = {};
  std::string complaint = {};
  std::string fault_id = {};  ///< may be empty
  double probability = 0;     ///< of the fault
};

/// One case while it is worked on in a transaction. What is noted is stored at
/// once; the record itself by save(). Each note has a `ref`: what happened once
/// is noted, and counted, once.
class CaseFile {
 public:
  CaseFile(Work& work, Case record) : work_(work), record_(std::move(record)) {}

  Case& record() { return record_; }

  /// Returns whether this is news. The case is told to be touched when it is.
  bool note(const std::string& ref,
            const std::string& kind,
            const boost::json::object& data);
  /// As above, for what can happen any number of times.
  void note(const std::string& kind, const boost::json::object& data);

  /// Goes where the step leads; false when it leads nowhere.
  bool step(CaseStep step);
  /// Names the fault: severity, skill and queue follow.
  void classify(const FaultCatalog& catalog,
                const std::string& fault_id,
                double probability);
  /// That a person did something for it.
  void respond(const std::string& who);
  void close(const std::string& by,
             const std::string& outcome,
             const std::string& text);
  void save();

 private:
  Work& work_;
  Case record_;
};

/// Opens a case; there must be no open one of this device and fault. Returns
/// its id.
std::int64_t open_case(Work& work,
                       const FaultCatalog& catalog,
                       const NewCase& wanted);

}  // namespace soundcheck::cloud
