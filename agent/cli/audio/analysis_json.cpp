#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "agent/cli/audio/analysis_text.hpp"
#include "agent/cli/json_values.hpp"

namespace soundcheck::cli {

namespace {

namespace json = boost::json;
using audio::Analysis;

/// JSON has no infinity.
json::value number(double value) {
  if (!std::isfinite(value))
    return nullptr;
  return value;
}

json::object object_of(const audio::ResponseCurve& curve) {
  json::array bands;
  for (std::size_t band = 0; band < audio::dsp::band_count; ++band) {
    bands.push_back(
        json::object{{"centre_hz", audio::dsp::band_centre_hz(band)},
                     {"level_db", number(curve.level_db[band])},
                     {"sigma_db", number(curve.sigma_db[band])},
                     {"snr_db", number(curve.snr_db[band])},
                     {"thd_percent", number(curve.thd_percent[band])}});
  }
  return {{"bands", std::move(bands)}};
}

json::array thd_of(const Analysis& analysis) {
  json::array bands;
  for (std::size_t band = 0; band < thd_bands(analysis); ++band) {
    bands.push_back(
        json::object{{"centre_hz", audio::dsp::band_centre_hz(band)},
                     {"percent", number(analysis.thd_percent[band])},
                     {"sigma", number(analysis.thd_sigma_percent[band])},
                     {"floor", number(analysis.thd_floor_percent[band])}});
  }
  return bands;
}

json::array measurements_of(const Analysis& analysis) {
  json::array array;
  for (const auto& one : analysis.measurements) {
    array.push_back(json::object{
        {"name", one.name},
        {"value", number(one.value)},
        {"unit", one.unit},
        {"sigma", one.sigma ? number(*one.sigma) : json::value(nullptr)}});
  }
  return array;
}

json::array finding_list(const Analysis& analysis) {
  json::array array;
  for (const auto& finding : audio::findings_of(analysis))
    array.push_back(json::object{{"id", finding.id},
                                 {"presence", to_string(finding.presence)},
                                 {"evidence", finding.evidence}});
  return array;
}

json::array faults_of(const Analysis& analysis) {
  json::array array;
  for (const auto& fault : analysis.faults) {
    json::array microphones;
    for (const auto m : fault.microphones)
      microphones.push_back(static_cast<std::int64_t>(m + 1));
    array.push_back(json::object{{"id", audio::id_of(fault.code)},
                                 {"microphones", std::move(microphones)},
                                 {"one_of", texts(fault.one_of)}});
  }
  return array;
}

}  // namespace

std::string json_of(const Analysis& analysis) {
  json::array responses;
  for (const auto& curve : analysis.responses)
    responses.push_back(object_of(curve));
  return json::serialize(
      json::object{{"verdict", audio::to_string(analysis.verdict)},
                   {"reason", text_or_null(analysis.reason)},
                   {"explanation", analysis.explanation},
                   {"measurements", measurements_of(analysis)},
                   {"responses", std::move(responses)},
                   {"thd", thd_of(analysis)},
                   {"findings", finding_list(analysis)},
                   {"faults", faults_of(analysis)},
                   {"unjudged", texts(analysis.unjudged)},
                   {"clean_runs", analysis.clean_runs},
                   {"wants_another_run", analysis.wants_another_run}});
}

}  // namespace soundcheck::cli
