#pragma once

#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/look_rhythm.hpp"
#include "probes/board/linux/process_stat.hpp"
#include "probes/board/linux/service_book.hpp"
#include "probes/board/services.hpp"

namespace soundcheck {

/// Services as the children of process 1, whichever supervisor that is. Most
/// looks are one small read: /proc/1/stat tells whether a child has ended. Then
/// the children are listed (/proc/1/task/1/children, else all of /proc), and
/// only of those that are new more is read.
///
/// A child is a service when it leads a session, or has that of process 1, and
/// no terminal controls it: what scripts leave behind and consoles are none.
/// With systemd a unit is told by its control group.
///
/// It cannot see services that another program watches over (runsv, s6), nor
/// units of systemd that failed once and stay down, nor how a process ended.
class ServicesProc final : public Services {
 public:
  using Now = std::function<std::chrono::milliseconds()>;

  /// `now` never jumps; a test brings its own.
  explicit ServicesProc(BoardRoot root, Now now = since_boot)
      : root_(std::move(root)), now_(std::move(now)) {}
  Task<ServicesState> look(std::vector<std::string> programs) override;
  void watch(boost::asio::any_io_executor executor) override;

 private:
  using Pids = std::vector<std::uint64_t>;
  enum class Look { glance, whole };

  void keep_looking();
  Result<void> look_now(Look look);
  Result<ServicesState> tell(std::vector<std::string> programs);
  Result<ProcessStat> supervisor() const;
  Pids children();
  std::vector<ServiceProcess> newcomers(const Pids& pids,
                                        const ProcessStat& supervisor);
  static std::chrono::milliseconds since_boot();

  BoardRoot root_;
  Now now_;
  std::optional<boost::asio::steady_timer> timer_;
  ServiceBook book_;
  LookRhythm rhythm_;
  Pids known_;                             ///< sorted
  std::optional<ProcessStat> supervisor_;  ///< at the last look
  bool lists_children_ = false;            ///< the kernel does
  std::chrono::milliseconds first_look_{}, last_change_{};
};

}  // namespace soundcheck
