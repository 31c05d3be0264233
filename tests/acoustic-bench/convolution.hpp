#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace soundcheck::bench {

/// Half a spectrum; in two arrays, which processors multiply in one go.
struct Spectrum {
  explicit Spectrum(std::size_t size) : real(size), imaginary(size) {}
  std::vector<float> real;
  std::vector<float> imaginary;
  bool silent = true;
};

/// Real Fourier transform of one even length (kissfft).
class Transform {
 public:
  explicit Transform(std::size_t length);
  ~Transform();
  Transform(const Transform&) = delete;
  Transform& operator=(const Transform&) = delete;

  std::size_t bins() const;
  void forward(std::span<const float> samples, Spectrum& spectrum);
  /// Without dividing by the length.
  void backward(const Spectrum& spectrum, std::span<float> samples);

 private:
  struct Plans;
  std::unique_ptr<Plans> plans_;
};

/// Responses cut in pieces of one block, as the convolution needs them.
class ResponseSpectra {
 public:
  ResponseSpectra(std::size_t block,
                  std::span<const std::vector<float>> responses);

  std::size_t block() const { return block_; }
  std::size_t pieces() const { return pieces_; }
  std::size_t outputs() const { return spectra_.size() / pieces_; }
  const Spectrum& piece(std::size_t output, std::size_t at) const {
    return spectra_[output * pieces_ + at];
  }

 private:
  std::size_t block_;
  std::size_t pieces_ = 1;
  std::vector<Spectrum> spectra_;
};

/// One sound through several long responses, a block at a time: uniformly
/// partitioned overlap-save (Stockham 1966; Gardner 1995). `spectra` outlive
/// this.
class Convolution {
 public:
  explicit Convolution(const ResponseSpectra& spectra);

  /// The next block of input.
  void remember(std::span<const float> input);
  /// What each output makes of it, a block each.
  void listen(std::span<const std::span<float>> outputs);

 private:
  void sum_pieces(std::size_t output);

  const ResponseSpectra& spectra_;
  Transform transform_;
  std::vector<float> samples_;  ///< the block before, then this one
  std::vector<float> result_;
  std::vector<Spectrum> past_;  ///< of the input, in a ring
  std::size_t newest_ = 0;
  Spectrum sum_;
};

}  // namespace soundcheck::bench
