#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/matrix_view.h"

namespace twotower {

// Vectors as 8-bit integers, and bounds of products from them: a quarter of the bytes, and no
// candidate is missed. x is about scale * codes, with an error e of known length, so by the
// inequality of Cauchy and Schwarz
//   |q.x - (q^.x^)| <= |q| |e_x| + |e_q| |x^|,  q^ and x^ what the codes say
// to which rounding of both ways to compute is added.

inline constexpr std::size_t kCodeBlock = 16;  // vectors whose codes lie together

constexpr std::size_t code_blocks(std::size_t num_vectors) {
  return (num_vectors + kCodeBlock - 1) / kCodeBlock;
}
constexpr std::size_t code_pairs(std::size_t dim) {
  return (dim + 1) / 2;
}

// Codes of vectors. In a block, elements 0 and 1 of all its vectors come first, then elements 2 and
// 3, and so on: a lane of a product belongs to one vector. An odd element at the end is 0.
struct CodedVectors {
  std::span<const std::int8_t> codes;  // [blocks, pairs, kCodeBlock, 2]
  std::span<const float> scales;       // [blocks * kCodeBlock]
  std::span<const float> errors;       // [blocks * kCodeBlock] at least |x - scale * codes|
  std::span<const float> norms;        // [blocks] at least |scale * codes| of each of its vectors
};
struct MutableCodes {
  std::span<std::int8_t> codes;
  std::span<float> scales, errors, norms;
};

// Codes of the vectors of whole blocks, the last of which may lack some: these get an error of 0
// and codes of 0. A vector with an element that is not finite, and one that is shorter than 1e-15
// but not 0 or longer than 1e15, has an infinite error, so its bounds hold whatever it is.
//   x  [up to blocks * kCodeBlock, dim]
// Thread-safe for distinct outputs. Allocates dim floats.
void code_vectors(MatrixView<const float> x, const MutableCodes& codes);

// A query as 16-bit integers, with the two factors of the bound.
struct CodedQuery {
  std::span<std::int16_t> codes;  // [2 * pairs]
  float scale = 0.0F;
  float of_errors = 0.0F;  // of vectors' errors
  float of_norms = 0.0F;   // of vectors' norms
};

// Fills codes and factors; false where no bound would hold: the query is 0 or shorter than 1e-15,
// longer than 1e15, or has an element that is not finite.
bool code_query(std::span<const float> query, CodedQuery& coded);

// Bounds of the products that scan() gives for a query and the vectors of some blocks, whatever
// instruction set it runs on: lower[i] <= product <= upper[i].
//   lower, upper  [blocks.count * kCodeBlock]  output
// Thread-safe for distinct outputs. Allocates nothing.
void bound_products(const CodedQuery& query, const CodedVectors& vectors, RowRange blocks,
                    std::span<float> lower, std::span<float> upper);

// Turns bounds of products into bounds of what scan() gives for kEuclidean.
//   square_norm   of the query, by square_norms()
//   square_norms  of the vectors, [n]
//   lower, upper  [n]
void bound_distances(float square_norm, std::span<const float> square_norms, std::span<float> lower,
                     std::span<float> upper);

}  // namespace twotower
