#include "probes/board/linux/netlink_messages.hpp"

#include <algorithm>
#include <cstring>
#include <libmnl/libmnl.h>

namespace soundcheck {

namespace {

template <class Number>
std::optional<Number> number(std::span<const std::byte> payload) {
  Number value;
  if (!copy_bytes(payload, &value, sizeof value))
    return std::nullopt;
  return value;
}

std::string text_of(std::span<const std::byte> bytes) {
  std::string text(bytes.size(), '\0');
  copy_bytes(bytes, text.data(), bytes.size());
  return text;
}

}  // namespace

bool copy_bytes(std::span<const std::byte> from, void* to, std::size_t size) {
  if (from.size() < size)
    return false;
  if (size > 0)
    std::memcpy(to, from.data(), size);
  return true;
}

std::optional<std::uint8_t> NetlinkAttribute::u8() const {
  return number<std::uint8_t>(payload_);
}

std::optional<std::uint16_t> NetlinkAttribute::u16() const {
  return number<std::uint16_t>(payload_);
}

std::optional<std::uint32_t> NetlinkAttribute::u32() const {
  return number<std::uint32_t>(payload_);
}

std::optional<std::uint64_t> NetlinkAttribute::u64() const {
  return number<std::uint64_t>(payload_);
}

std::string NetlinkAttribute::text() const {
  const auto end = std::find(payload_.begin(), payload_.end(), std::byte{0});
  return text_of(
      payload_.first(static_cast<std::size_t>(end - payload_.begin())));
}

std::string NetlinkAttribute::raw() const {
  return text_of(payload_);
}

void for_each_attribute(std::span<const std::byte> payload,
                        const AttributeVisitor& visit) {
  const auto pass_on = [](const nlattr* attribute, void* data) {
    const auto* bytes =
        static_cast<const std::byte*>(mnl_attr_get_payload(attribute));
    const NetlinkAttribute one(mnl_attr_get_type(attribute),
                               {bytes, mnl_attr_get_payload_len(attribute)});
    (*static_cast<const AttributeVisitor* const*>(data))[0](one);
    return MNL_CB_OK;
  };
  const AttributeVisitor* visitor = &visit;
  mnl_attr_parse_payload(payload.data(), payload.size(), pass_on, &visitor);
}

std::span<const std::byte> NetlinkMessage::after(
    std::size_t header_size) const {
  const std::size_t aligned = MNL_ALIGN(header_size);
  return payload.subspan(std::min(aligned, payload.size()));
}

void for_each_message(const NetlinkBytes& bytes,
                      const std::function<void(const NetlinkMessage&)>& visit) {
  std::span<const std::byte> rest = bytes;
  while (rest.size() >= sizeof(nlmsghdr)) {
    nlmsghdr header;
    copy_bytes(rest, &header, sizeof header);
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > rest.size())
      return;
    if (header.nlmsg_type >= NLMSG_MIN_TYPE) {
      const auto message = rest.first(header.nlmsg_len);
      visit({header.nlmsg_type, message.subspan(sizeof header)});
    }
    const std::size_t step = MNL_ALIGN(std::size_t{header.nlmsg_len});
    rest = rest.subspan(std::min(step, rest.size()));
  }
}

}  // namespace soundcheck
