#pragma once

#include <cstddef>
#include <span>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "base/thread_pool.h"
#include "features/encoded_sides.h"
#include "features/user_states.h"
#include "kernels/exec.h"
#include "model/step_tables.h"
#include "model/two_tower_model.h"
#include "model/workspace.h"

namespace twotower {

// Turns users and items into vectors with a finished model: the forward passes of training without
// anything drawn. Holds the memory of one block; not thread-safe, a thread has its own.
class Embedder {
 public:
  // On the calling thread, one user or item at a time. Memory as one of them needs, whatever the
  // size of the tables.
  explicit Embedder(const TwoTowerModel& model);
  // On all threads of the pool, in blocks. 4 bytes a row of every table besides.
  Embedder(ThreadPool& pool, const TwoTowerModel& model);

  // The most states of one call of users().
  std::size_t max_states() const { return user_workspace_.max_rows(); }

  //   out  [item_slots.size(), dim]
  void items(const EncodedSides& sides, std::span<const std::uint32_t> item_slots,
             MatrixView<float> out);

  // At most max_states() states, each a group of its own, with histories of at most the lengths of
  // the model's sequences.
  //   out  [states.size(), dim]
  void users(const EncodedSides& sides, const UserStates& states, MatrixView<float> out);

 private:
  Embedder(ThreadPool* pool, const TwoTowerModel& model, std::size_t max_items,
           std::size_t max_states);

  const TwoTowerModel& model_;
  Exec exec_;
  ModelBatch batch_;
  StepTables tables_;
  Workspace user_workspace_;
  Workspace item_workspace_;
};

// The vectors of all items, [items, dim].
AlignedBuffer embed_all_items(ThreadPool& pool, const TwoTowerModel& model,
                              const EncodedSides& sides, std::size_t num_items);

}  // namespace twotower
