#include "agent/bundle/rights.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace soundcheck::bundle {

// It cannot fail: giving away is always allowed, and a kernel without
// capabilities has none to give.
void give_rights_away() {
  // What is ambient comes back with each program that is started.
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
  ::syscall(SYS_capset, &header, none);
}

}  // namespace soundcheck::bundle
