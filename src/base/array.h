#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace twotower {

// Elements one after the other: a vector of its own, or elements that somebody else keeps, such as
// those of a mapped file, which are read in their place. What changes it copies these first, once;
// reading never does, so there is no element that can be written through: edit() gives the vector.
// Copies of elements that are kept elsewhere share them. Thread-safe while nobody changes it.
template <typename T>
class Array {
 public:
  using value_type = T;
  using const_iterator = const T*;
  using iterator = const T*;

  Array() = default;
  // NOLINTBEGIN(google-explicit-constructor): a vector is an array, as is a list of elements
  Array(std::vector<T> elements) : own_(std::move(elements)) {}
  Array(std::initializer_list<T> elements) : own_(elements) {}
  // NOLINTEND(google-explicit-constructor)
  explicit Array(std::size_t size, const T& value = T()) : own_(size, value) {}
  template <std::input_iterator Iterator>
  Array(Iterator first, Iterator end) : own_(first, end) {}
  // Looks at elements that stay where they are as long as `owner` is held.
  Array(std::span<const T> elements, std::shared_ptr<const void> owner)
      : kept_(elements), owner_(std::move(owner)) {}

  std::size_t size() const { return view().size(); }
  bool empty() const { return view().empty(); }
  const T* data() const { return view().data(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  const T& operator[](std::size_t i) const { return view()[i]; }
  const T& front() const { return view().front(); }
  const T& back() const { return view().back(); }
  std::vector<T> to_vector() const { return {begin(), end()}; }
  // What keeps the elements; null: the array itself.
  const std::shared_ptr<const void>& owner() const { return owner_; }
  std::span<const T> view() const { return owner_ == nullptr ? std::span<const T>(own_) : kept_; }

  // All elements as a vector of its own, to be changed.
  std::vector<T>& edit() {
    if (owner_ != nullptr) {
      own_.assign(kept_.begin(), kept_.end());
      kept_ = {};
      owner_.reset();
    }
    return own_;
  }
  void push_back(const T& element) { edit().push_back(element); }
  void reserve(std::size_t size) { edit().reserve(size); }
  void resize(std::size_t size, const T& value = T()) { edit().resize(size, value); }
  void assign(std::size_t size, const T& value) {
    clear();
    own_.assign(size, value);
  }
  template <std::input_iterator Iterator>
  void assign(Iterator first, Iterator end) {
    clear();
    own_.assign(first, end);
  }
  template <std::input_iterator Iterator>
  void append(Iterator first, Iterator end) {
    edit().insert(own_.end(), first, end);
  }
  void clear() {
    kept_ = {};
    owner_.reset();
    own_.clear();
  }

  friend bool operator==(const Array& a, const Array& b) {
    return std::ranges::equal(a.view(), b.view());
  }

 private:
  std::vector<T> own_;  // where owner_ is null
  std::span<const T> kept_;
  std::shared_ptr<const void> owner_;
};

}  // namespace twotower
