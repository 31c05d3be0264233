#include "tests/acoustic-bench/alsa/config.hpp"

#include <cerrno>
#include <string_view>

namespace soundcheck::bench {

int read_config(snd_config_t* conf, BenchConfig& config) {
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, conf) {
    auto* node = snd_config_iterator_entry(i);
    const char* id = nullptr;
    const char* value = nullptr;
    if (snd_config_get_id(node, &id) < 0)
      continue;
    const std::string_view key = id;
    if (key == "type" || key == "comment" || key == "hint")
      continue;
    if (key == "records_playback") {
      const int yes = snd_config_get_bool(node);
      if (yes < 0) {
        SNDERR("soundcheck_bench: records_playback is yes or no");
        return -EINVAL;
      }
      config.records_playback = yes == 1;
      continue;
    }
    if (key != "state" && key != "faults") {
      SNDERR("soundcheck_bench: unknown field %s", id);
      return -EINVAL;
    }
    if (snd_config_get_string(node, &value) < 0) {
      SNDERR("soundcheck_bench: %s is not a string", id);
      return -EINVAL;
    }
    (key == "state" ? config.state : config.faults) = value ? value : "";
  }
  if (config.state.empty()) {
    SNDERR("soundcheck_bench: no state file; set SOUNDCHECK_BENCH_STATE");
    return -EINVAL;
  }
  return 0;
}

}  // namespace soundcheck::bench
