#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"

namespace twotower {

// Vectors of items that were made elsewhere, and what is known of these items.
struct VectorsRequest {
  std::string vectors;  // a table: a column of ids, one of lists of numbers
  std::string items;    // a table of items; empty: the other columns of `vectors`
  std::string id;       // columns of `vectors`; empty: found
  std::string vector;
  std::string similarity = "cosine";  // as `towers.similarity` has it, or manhattan
  std::string bundle;                 // where to: nothing, an empty folder or a bundle to replace
  std::vector<std::string> overrides = {};  // --set: how tables are read: "data.items.encoding=gbk"
};

// A bundle of such vectors.
struct IndexedVectors {
  std::string bundle;
  std::string generation;
  std::string model;   // what a request with a user_vector names
  std::string vector;  // column
  std::string similarity;
  std::size_t items = 0;
  std::size_t dim = 0;
  std::size_t without_row = 0;        // items that the table of items lacks: no values
  std::size_t zeros = 0;              // items whose vector is all zeros: they have no direction
  std::vector<std::string> columns;   // kept of the table of items: filtered by, and shown
  std::vector<std::string> left_out;  // the others: what looks private, vectors, objects
};

// Writes a bundle whose towers are the identity: a user or item is its vector, in the feature and
// column that has the name of the vectors' column. So everything that serves, filters, adds or
// inspects a bundle does so with this one. Items have the order of the rows, no popularity, and
// there are no users. Memory: some 40 bytes a number of the vectors, and the table of items twice.
// Fails as read_vector_table() and read_vector_items() do; with kConfigUnknownName for a similarity
// that there is not, kDataWrongFormat for vectors longer than towers may be, kRequestOutOfRange
// where `bundle` is there and something else, kFileUnwritable; and as read_options() does of the
// overrides. Thread-safe for distinct bundles.
Result<IndexedVectors> index_vectors(ThreadPool& pool, const VectorsRequest& request);

// {bundle, generation, model, items, dim, vector, similarity, without_row, zeros, columns,
// left_out} as scripts read it.
Value to_value(const IndexedVectors& vectors);

}  // namespace twotower
