#include "probes/board/linux/alsa_error.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdio>

// alsa-lib 1.2.8 declares snd_lib_error_set_local() after its own extern "C".
extern "C" {
#include <alsa/error.h>
}

namespace soundcheck {

namespace {

thread_local std::string last_complaint;

// alsa-lib's own type for this handler; the format comes with it.
void keep_complaint(const char* /*file*/,
                    int /*line*/,
                    const char* /*function*/,
                    int /*error*/,
                    const char* format,
                    va_list arguments) {
  char text[160];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  std::vsnprintf(text, sizeof text, format, arguments);
#pragma GCC diagnostic pop
  last_complaint = text;
}

Errc errc_of(int code) {
  switch (-code) {
    case ENOENT:  // alsa-lib knows no device of this name
    case ENODEV:
    case ENXIO:
      return Errc::unsupported;
    case EBUSY:
    case EAGAIN:
      return Errc::busy;
    case EACCES:
    case EPERM:
      return Errc::denied;
    default:
      return Errc::io;
  }
}

}  // namespace

AlsaComplaints::AlsaComplaints() {
  last_complaint.clear();
  snd_lib_error_set_local(keep_complaint);
}

AlsaComplaints::~AlsaComplaints() {
  snd_lib_error_set_local(nullptr);
}

Error alsa_error(int code, std::string_view what, std::string_view device) {
  std::string text(what);
  text.append(" ").append(device).append(": ").append(snd_strerror(code));
  if (!last_complaint.empty())
    text.append(" (").append(last_complaint).append(")");
  last_complaint.clear();
  return {errc_of(code), text};
}

}  // namespace soundcheck
