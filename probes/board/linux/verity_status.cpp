#include "probes/board/linux/verity_status.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <system_error>

#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

namespace {

Error failure(int error) {
  const auto code = error == EACCES || error == EPERM   ? Errc::denied
                    : error == ENOENT || error == ENXIO ? Errc::unsupported
                                                        : Errc::io;
  return Error(code,
               "the device mapper: " + std::generic_category().message(error));
}

/// Room for one target and its words.
struct Question {
  dm_ioctl head{};
  char rest[1024]{};
};

}  // namespace

Result<std::string> ask_verity_status(unsigned major, unsigned minor) {
  const FileDescriptor control(open("/dev/mapper/control", O_RDWR | O_CLOEXEC));
  if (!control)
    return failure(errno);
  Question question;
  auto& head = question.head;
  head.version[0] = DM_VERSION_MAJOR;
  head.data_size = sizeof question;
  head.data_start = sizeof head;
  // Flushing would wait for everybody who writes.
  head.flags = DM_NOFLUSH_FLAG;
  head.dev = makedev(major, minor);
  if (ioctl(control.get(), DM_TABLE_STATUS, &question) != 0)
    return failure(errno);
  const auto begin = std::size_t{head.data_start} + sizeof(dm_target_spec);
  if (head.target_count == 0 || begin >= sizeof question)
    return Error(Errc::unsupported, "the device mapper: no target there");
  const auto* text = reinterpret_cast<const char*>(&question) + begin;
  return std::string(text, strnlen(text, sizeof question - begin));
}

}  // namespace soundcheck
