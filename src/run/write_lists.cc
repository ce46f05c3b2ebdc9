#include "run/write_lists.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/count_value.h"
#include "bundle/bundle.h"
#include "data/files/table_writer.h"
#include "run/internal/list_rows.h"
#include "run/internal/listed_users.h"

namespace twotower {
namespace {

// Some users in sequence, whose lists one thread makes.
constexpr std::size_t kSliceUsers = 64;    // as many as are searched for at once
constexpr std::size_t kSliceRows = 32768;  // a few MB
constexpr std::size_t kSlicesAThread = 2;  // at a time, so that threads seldom wait for one another

struct ListSlice {
  Table rows;
  WrittenLists counts;
  std::optional<Error> error;
};

void count(const Recommendations& answer, WrittenLists& counts) {
  counts.shorter += answer.items.size() < counts.k ? 1 : 0;
  counts.empty += answer.items.empty() ? 1 : 0;
  counts.popular += answer.origin.is_degraded() && !answer.items.empty() ? 1 : 0;
}

void add_counts(const WrittenLists& more, WrittenLists& counts) {
  counts.shorter += more.shorter;
  counts.empty += more.empty;
  counts.popular += more.popular;
}

// Makes lists, a slice of the users at a time.
class ListMaker {
 public:
  ListMaker(const Recommender& recommender, const ListsRequest& request, const ListedUsers& users)
      : recommender_(recommender),
        request_(request),
        users_(users),
        bundle_(recommender.bundle()),
        form_{.user_ids = users.id_type(),
              .has_reasons = request.each.why,
              .may_hold_lists = may_hold_lists(request.out),
              .say = request.say} {
    const std::size_t most = std::clamp(request.each.k, std::size_t{1},
                                        std::max(bundle_->catalog.size(), std::size_t{1}));
    slice_users_ = std::clamp(kSliceRows / most, std::size_t{1}, kSliceUsers);
  }

  std::size_t num_slices() const { return (users_.size() + slice_users_ - 1) / slice_users_; }

  ListSlice make(std::size_t number) const {
    const std::size_t first = number * slice_users_;
    const std::size_t size = std::min(slice_users_, users_.size() - first);
    std::vector<RecommendRequest> requests(size, request_.each);
    for (std::size_t i = 0; i < size; ++i) {
      requests[i].has_show = false;
      users_.ask(first + i, requests[i]);
    }
    ListSlice slice = {.counts = {.k = request_.each.k}};
    ListRows rows(bundle_->catalog, form_);
    recommender_.recommend_each(requests, [&](std::size_t i, Result<Recommendations> answer) {
      if (!answer.ok()) {
        if (!slice.error.has_value()) slice.error = answer.error();
        return;
      }
      rows.add(*requests[i].user_id, answer.value());
      count(answer.value(), slice.counts);
    });
    slice.rows = rows.take();
    return slice;
  }

  // Of no user: what names and types columns have.
  Table no_rows() const { return ListRows(bundle_->catalog, form_).take(); }

 private:
  const Recommender& recommender_;
  const ListsRequest& request_;
  const ListedUsers& users_;
  std::shared_ptr<const Bundle> bundle_;
  ListRows::Form form_;
  std::size_t slice_users_;
};

Result<ListedUsers> users_of(const Recommender& recommender, const ListsRequest& request) {
  if (request.users.has_value()) return ListedUsers::of_table(recommender, *request.users);
  return ListedUsers::of_bundle(recommender.bundle());
}

}  // namespace

Result<WrittenLists> write_lists(ThreadPool& pool, const Recommender& recommender,
                                 const ListsRequest& request) {
  TWOTOWER_ASSIGN(TableWriter writer,
                  TableWriter::create(request.out, {.marks_encoding = request.marks_encoding}));
  TWOTOWER_ASSIGN(const ListedUsers users, users_of(recommender, request));
  const ListMaker maker(recommender, request, users);
  WrittenLists written = {.out = request.out,
                          .k = request.each.k,
                          .users = users.size(),
                          .fresh = users.num_new(),
                          .programs = users.num_programs(),
                          .generation = recommender.bundle()->manifest.generation,
                          .doubts = users.doubts()};
  TWOTOWER_TRY(writer.append(maker.no_rows()));
  std::vector<ListSlice> slices;
  for (std::size_t first = 0; first < maker.num_slices(); first += slices.size()) {
    slices.resize(std::min(kSlicesAThread * pool.num_threads(), maker.num_slices() - first));
    pool.parallel_for(slices.size(),
                      [&](std::size_t i, std::size_t) { slices[i] = maker.make(first + i); });
    for (ListSlice& slice : slices) {
      if (slice.error.has_value()) return *slice.error;
      add_counts(slice.counts, written);
      TWOTOWER_TRY(writer.append(slice.rows));
      slice.rows = {};
    }
  }
  TWOTOWER_TRY(writer.commit());
  return written;
}

Value to_value(const WrittenLists& lists) {
  return Value(
      Value::Map{{"out", Value(lists.out)},
                 {"users", count_value(lists.users)},
                 {"short", count_value(lists.shorter)},
                 {"empty", count_value(lists.empty)},
                 {"popular", count_value(lists.popular)},
                 {"new", count_value(lists.fresh)},
                 {"left_out", Value(Value::Map{{"programs", count_value(lists.programs)}})},
                 {"generation", Value(lists.generation)}});
}

}  // namespace twotower
