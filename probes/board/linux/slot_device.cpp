#include "probes/board/linux/slot_device.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/slot_filesystem.hpp"

namespace soundcheck {

namespace {

// More than any block, and what O_DIRECT wants of memory and of offsets.
constexpr std::size_t alignment = 4096;

Error failure(const std::string& device, int error) {
  const auto code = error == EACCES || error == EPERM ? Errc::denied : Errc::io;
  return Error(code, device + ": " + std::generic_category().message(error));
}

/// Whether dm-verity reads this block device.
bool is_guarded(const BoardRoot& root, const struct stat& about) {
  if (!S_ISBLK(about.st_mode))
    return false;
  const auto holders = "/sys/dev/block/" +
                       std::to_string(major(about.st_rdev)) + ':' +
                       std::to_string(minor(about.st_rdev)) + "/holders";
  const auto names = root.list(holders);
  if (!names)
    return false;
  for (const auto& name : *names) {
    const auto uuid = root.read(holders + '/' + name + "/dm/uuid");
    if (uuid && *uuid && (*uuid)->starts_with("CRYPT-VERITY-"))
      return true;
  }
  return false;
}

std::string mebibytes(std::uint64_t bytes) {
  return std::to_string(bytes / slot_chunk_bytes) + " MiB";
}

}  // namespace

SlotDevice::SlotDevice(FileDescriptor device)
    : device_(std::move(device)),
      buffer_(static_cast<unsigned char*>(
          std::aligned_alloc(alignment, read_bytes))) {}

Result<SlotDevice> SlotDevice::open(const BoardRoot& root,
                                    const SlotReading& reading) {
  const auto path = root.path(reading.device);
  // A pipe by that name must not hold us up.
  constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  FileDescriptor file(::open(path.c_str(), flags | O_DIRECT));
  if (!file && errno == EINVAL)
    file = FileDescriptor(::open(path.c_str(), flags));
  struct stat about {};
  if (!file || fstat(file.get(), &about) != 0)
    return failure(reading.device, errno);
  if (!S_ISBLK(about.st_mode) && !S_ISREG(about.st_mode))
    return Error(Errc::io, reading.device + ": no block device");
  const auto end = lseek(file.get(), 0, SEEK_END);
  if (end < 0)
    return failure(reading.device, errno);
  if (static_cast<std::uint64_t>(end) < reading.size_bytes) {
    return Error(Errc::parse, reading.device + ": holds " +
                                  mebibytes(static_cast<std::uint64_t>(end)) +
                                  ", less than the " +
                                  mebibytes(reading.size_bytes) +
                                  " that the updater recorded");
  }
  SlotDevice device(std::move(file));
  if (!device.buffer_)
    return Error(Errc::io, "no memory to read a slot");
  if (reading.running && is_guarded(root, about))
    return Error(Errc::unsupported, "dm-verity guards it");
  // A medium that gives nothing even here is found when it is read.
  const auto count = std::max<std::ptrdiff_t>(device.read(0), 0);
  const std::string_view begin(reinterpret_cast<const char*>(device.bytes()),
                               static_cast<std::size_t>(count));
  const auto* why = why_it_may_differ(begin, reading.running && count > 0);
  if (why)
    return Error(Errc::unsupported, why);
  return device;
}

std::ptrdiff_t SlotDevice::read(std::uint64_t offset) {
  for (;;) {
    const auto count = pread(device_.get(), buffer_.get(), read_bytes,
                             static_cast<off_t>(offset));
    if (count >= 0)
      return count;
    const int flags = fcntl(device_.get(), F_GETFL);
    // Some file systems say only here that they cannot.
    const bool direct = errno == EINVAL && (flags & O_DIRECT) != 0;
    if (direct && fcntl(device_.get(), F_SETFL, flags & ~O_DIRECT) == 0)
      continue;
    if (errno != EINTR)
      return -errno;
  }
}

void SlotDevice::forget(std::uint64_t offset, std::uint64_t size) const {
  posix_fadvise(device_.get(), static_cast<off_t>(offset),
                static_cast<off_t>(size), POSIX_FADV_DONTNEED);
}

}  // namespace soundcheck
