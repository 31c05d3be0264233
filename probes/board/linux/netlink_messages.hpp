#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <linux/netlink.h>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace soundcheck {

/// Netlink messages one after the other, each padded to four bytes, as they
/// come from the kernel. Reading them stops at the first one that claims to be
/// longer than what is there.
using NetlinkBytes = std::vector<std::byte>;

/// One attribute of a message. Its accessors answer nothing when it is shorter
/// than the type asked for.
class NetlinkAttribute {
 public:
  NetlinkAttribute(int type, std::span<const std::byte> payload)
      : type_(type), payload_(payload) {}

  /// Without the flags for nesting and byte order.
  int type() const { return type_; }
  std::span<const std::byte> payload() const { return payload_; }

  std::optional<std::uint8_t> u8() const;
  std::optional<std::uint16_t> u16() const;
  std::optional<std::uint32_t> u32() const;
  std::optional<std::uint64_t> u64() const;
  /// Up to the first zero byte, if there is one.
  std::string text() const;
  /// All bytes, zero bytes too.
  std::string raw() const;

 private:
  int type_;
  std::span<const std::byte> payload_;
};

using AttributeVisitor = std::function<void(const NetlinkAttribute&)>;

/// Every attribute in a payload, up to the first that does not fit in it.
void for_each_attribute(std::span<const std::byte> payload,
                        const AttributeVisitor& visit);

/// One message: its type, and its payload after the netlink header.
struct NetlinkMessage {
  std::uint16_t type = 0;
  std::span<const std::byte> payload;

  /// The fixed structure in front of the attributes; nothing when the payload
  /// is too short for it.
  template <class Header>
  std::optional<Header> header() const;
  /// What follows a fixed structure of this size.
  std::span<const std::byte> after(std::size_t header_size) const;
};

/// Every message but the protocol's own (done, error, no-operation, overrun).
void for_each_message(const NetlinkBytes& bytes,
                      const std::function<void(const NetlinkMessage&)>& visit);

bool copy_bytes(std::span<const std::byte> from, void* to, std::size_t size);

template <class Header>
std::optional<Header> NetlinkMessage::header() const {
  Header value;
  if (!copy_bytes(payload, &value, sizeof value))
    return std::nullopt;
  return value;
}

}  // namespace soundcheck
