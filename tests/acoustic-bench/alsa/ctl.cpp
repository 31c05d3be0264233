// The mixer plugin: "Master" with a switch and a volume, kept in the state file
// so that every process of the bench sees the same.

#include <alsa/asoundlib.h>
#include <alsa/control_external.h>
#include <cerrno>
#include <cstring>
#include <exception>
#include <string_view>
#include <sys/eventfd.h>
#include <unistd.h>

#include "tests/acoustic-bench/alsa/config.hpp"
#include "tests/acoustic-bench/fault_file.hpp"
#include "tests/acoustic-bench/shared_state.hpp"

namespace soundcheck::bench {

namespace {

enum Element : snd_ctl_ext_key_t { volume, playback_switch };
constexpr const char* element_names[] = {"Master Playback Volume",
                                         "Master Playback Switch"};
constexpr unsigned element_count = 2;

/// 100 steps of 0.5 dB up to 0 dB; the lowest is silence.
constexpr unsigned volume_scale[] = {
    SND_CTL_TLVT_DB_SCALE, 2 * sizeof(unsigned), static_cast<unsigned>(-5000),
    50U | 0x10000U};

class BenchMixer {
 public:
  explicit BenchMixer(std::unique_ptr<SharedState> state)
      : state_(std::move(state)) {}
  ~BenchMixer() {
    if (ext_.poll_fd >= 0)
      ::close(ext_.poll_fd);
  }
  BenchMixer(const BenchMixer&) = delete;
  BenchMixer& operator=(const BenchMixer&) = delete;

  int create(const char* name, int mode) {
    ext_.version = SND_CTL_EXT_VERSION;
    std::strcpy(ext_.id, "bench");
    std::strcpy(ext_.driver, "bench");
    std::strcpy(ext_.name, "acoustic bench");
    std::strcpy(ext_.longname, "soundcheck acoustic bench");
    std::strcpy(ext_.mixername, "acoustic bench");
    // Never readable: a change by another process raises no event here.
    ext_.poll_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (ext_.poll_fd < 0)
      return -errno;
    ext_.callback = &callbacks();
    ext_.private_data = this;
    ext_.tlv.p = volume_scale;
    return snd_ctl_ext_create(&ext_, name, mode);
  }
  snd_ctl_t* handle() const { return ext_.handle; }

 private:
  static const snd_ctl_ext_callback_t& callbacks();
  static SharedState& state(snd_ctl_ext_t* ext) {
    return *static_cast<BenchMixer*>(ext->private_data)->state_;
  }

  snd_ctl_ext_t ext_{};
  std::unique_ptr<SharedState> state_;
};

int list_element(snd_ctl_ext_t*, unsigned offset, snd_ctl_elem_id_t* id) {
  if (offset >= element_count)
    return -EINVAL;
  snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
  snd_ctl_elem_id_set_name(id, element_names[offset]);
  return 0;
}

snd_ctl_ext_key_t find_element(snd_ctl_ext_t*, const snd_ctl_elem_id_t* id) {
  const auto number = snd_ctl_elem_id_get_numid(id);
  if (number > 0 && number <= element_count)
    return number - 1;
  const std::string_view name = snd_ctl_elem_id_get_name(id);
  for (unsigned i = 0; i < element_count; ++i) {
    if (name == element_names[i])
      return i;
  }
  return SND_CTL_EXT_KEY_NOT_FOUND;
}

int describe_element(snd_ctl_ext_t*,
                     snd_ctl_ext_key_t key,
                     int* type,
                     unsigned* access,
                     unsigned* count) {
  *type = key == volume ? SND_CTL_ELEM_TYPE_INTEGER : SND_CTL_ELEM_TYPE_BOOLEAN;
  *access = SND_CTL_EXT_ACCESS_READWRITE;
  if (key == volume)
    *access |= SND_CTL_EXT_ACCESS_TLV_READ;
  *count = 1;
  return 0;
}

int describe_volume(snd_ctl_ext_t*,
                    snd_ctl_ext_key_t,
                    long* min,
                    long* max,
                    long* step) {
  *min = 0;
  *max = Mixer::max_volume;
  *step = 1;
  return 0;
}

const snd_ctl_ext_callback_t& BenchMixer::callbacks() {
  static const snd_ctl_ext_callback_t table = [] {
    snd_ctl_ext_callback_t c{};
    c.elem_count = [](snd_ctl_ext_t*) { return int{element_count}; };
    c.elem_list = list_element;
    c.find_elem = find_element;
    c.get_attribute = describe_element;
    c.get_integer_info = describe_volume;
    c.read_integer = [](snd_ctl_ext_t* ext, snd_ctl_ext_key_t key, long* at) {
      const auto mixer = state(ext).mixer();
      *at = key == volume ? mixer.playback_volume : mixer.playback_on;
      return 0;
    };
    c.write_integer = [](snd_ctl_ext_t* ext, snd_ctl_ext_key_t key, long* at) {
      if (key == volume)
        state(ext).set_playback_volume(static_cast<int>(*at));
      else
        state(ext).set_playback_on(*at != 0);
      return 1;  // changed
    };
    c.read_event = [](snd_ctl_ext_t*, snd_ctl_elem_id_t*, unsigned*) {
      return -EAGAIN;
    };
    c.close = [](snd_ctl_ext_t* ext) {
      delete static_cast<BenchMixer*>(ext->private_data);
    };
    return c;
  }();
  return table;
}

int open_ctl(snd_ctl_t** handle,
             const char* name,
             snd_config_t* conf,
             int mode) {
  BenchConfig config;
  if (const int error = read_config(conf, config); error < 0)
    return error;
  if (FaultFile(config.faults).current().absent)
    return -ENODEV;
  auto state = SharedState::open(config.state);
  if (!state) {
    const int error = errno;
    SNDERR("soundcheck_bench: cannot map %s", config.state.c_str());
    return -error;
  }
  auto mixer = std::make_unique<BenchMixer>(std::move(state));
  if (const int error = mixer->create(name, mode); error < 0)
    return error;
  *handle = mixer.release()->handle();
  return 0;
}

}  // namespace

}  // namespace soundcheck::bench

extern "C" {

[[gnu::visibility("default")]] SND_CTL_PLUGIN_DEFINE_FUNC(soundcheck_bench) {
  (void)root;
  try {
    return soundcheck::bench::open_ctl(handlep, name, conf, mode);
  } catch (const std::exception& e) {
    SNDERR("soundcheck_bench: %s", e.what());
    return -ENOMEM;
  }
}

[[gnu::visibility("default")]] SND_CTL_PLUGIN_SYMBOL(soundcheck_bench);
}
