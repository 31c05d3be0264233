#include "tests/acoustic-bench/snr.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::bench {

double noise_dbfs_for(const Room& room,
                      std::span<const float> played,
                      const Mixer& mixer,
                      double snr_db) {
  // The pauses around a stimulus are none of it.
  const auto sounds = [](float x) { return x != 0; };
  const auto begin = std::ranges::find_if(played, sounds);
  const auto end = std::find_if(played.rbegin(), played.rend(), sounds).base();
  if (begin >= end)
    return silent_dbfs;
  Take take;
  take.faults.noise_dbfs = silent_dbfs;
  take.mixer = mixer;
  const auto heard = room.record(played, take);
  double square = 0;
  for (auto n = begin - played.begin(); n < end - played.begin(); ++n) {
    const auto x = static_cast<double>(heard[0][static_cast<std::size_t>(n)]);
    square += x * x;
  }
  square /= static_cast<double>(end - begin);
  return 10 * std::log10(2 * square) - snr_db;
}

}  // namespace soundcheck::bench
