extension BitsetMatcher {
  func contains(_ id: SubscriptionID) -> Bool { id.index < slots.count && slots[id.index] >= 0 }

  /// Takes in a subscription; false if there is one of this name.
  @discardableResult
  public mutating func insert(_ constraints: Span<Constraint>, as id: SubscriptionID) -> Bool {
    precondition(constraints.isAscending, "constraints are sorted by attribute, each once")
    while slots.count <= id.index { slots.append(-1) }
    guard slots[id.index] < 0 else { return false }
    for index in constraints.indices { attributes.add(constraints[index]) }
    file(constraints, as: id)
    count += 1
    if clock.tick(now: size) { reconsider() }
    return true
  }

  /// Takes out a subscription; false if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: SubscriptionID) -> Bool {
    guard contains(id) else { return false }
    remove(id, asking: constraints(of: id))
    return true
  }

  /// Takes out a subscription that there is, and whose constraints are known already.
  mutating func remove(_ id: SubscriptionID, asking constraints: [Constraint]) {
    for constraint in constraints { attributes.remove(constraint) }
    let slot = Int(slots[id.index])
    rows[slot / Self.chunk].pointee.setLive(slot % Self.chunk, false)
    slots[id.index] = -1
    staleSlots.append(Int32(slot))
    if staleSlots.count >= max(1_024, count / 16) { sweep() }
    if exact.contains(id) { exact.remove(id) }
    if leftOut.contains(id) { leftOut.remove(id) }
    count -= 1
    if clock.tick(now: size) { reconsider() }
  }

  private mutating func file(_ constraints: Span<Constraint>, as id: SubscriptionID) {
    let slot = freeSlots.popLast().map(Int.init) ?? names.count
    if slot == names.count { names.append(id) } else { names[slot] = id }
    slots[id.index] = Int32(slot)
    records.reserve(slot + 1, constraints: constraints.count)
    let items = records.items(slot)
    var (count, tooWide, unsaid) = (0, [Constraint](), [Constraint]())
    for index in constraints.indices {
      let constraint = constraints[index]
      guard count < records.room, let range = attributes.range(of: constraint) else {
        unsaid.append(constraint)
        continue
      }
      items[count] = range
      count += 1
      if !attributes.isExact(constraint) { tooWide.append(constraint) }
    }
    while groupNumbers.count < attributes.maps.count { groupNumbers.append(nil) }
    if !tooWide.isEmpty { exact.insert(tooWide.span, as: id) }
    if !unsaid.isEmpty { leftOut.insert(unsaid.span, as: id) }
    makeRoom(slot)
    refuteAll(slot)
    rows[slot / Self.chunk].pointee.setLive(slot % Self.chunk, true)
  }

  private mutating func makeRoom(_ slot: Int) {
    let (piece, place) = (slot / Self.chunk, slot % Self.chunk)
    if piece == rows.count {
      let rows = UnsafeMutablePointer<BitRows>.allocate(capacity: 1)
      rows.initialize(to: BitRows(rows: rowCount, words: piece == 0 ? 8 : BitRows.mostWords))
      self.rows.append(rows)
    }
    while place >= rows[piece].pointee.words * 64 { rows[piece].pointee.grow() }
  }

  private var rowCount: Int { groups.last.map { $0.first + 1 + $0.cells } ?? 0 }

  /// Says in all rows that the slot's constraints refute that they do.
  private func refuteAll(_ slot: Int) {
    let (piece, place) = (rows[slot / Self.chunk], slot % Self.chunk)
    let items = records.items(slot)
    for index in 0..<records.room where items[index].low > 0 {
      let item = items[index]
      guard let number = groupNumbers[Int(item.attribute)] else { continue }
      let group = groups[number]
      piece.pointee.set(group.first, place, false)
      let (low, high) = (group.cell(item.low), group.cell(item.high))
      for cell in 0..<low { piece.pointee.set(group.first + 1 + cell, place, false) }
      for cell in high + 1..<max(group.cells, high + 1) { piece.pointee.set(group.first + 1 + cell, place, false) }
    }
  }

  /// Makes the bitmaps forget those who have left, many at once and row by row, since each has left its mark in very many rows.
  private mutating func sweep() {
    staleSlots.sort()
    for (number, group) in groups.enumerated() {
      var marks: [(slot: Int, low: Int, high: Int)] = []
      for slot in staleSlots {
        let items = records.items(Int(slot))
        for index in 0..<records.room
        where items[index].low > 0 && Int(items[index].attribute) == groupAttributes[number] {
          marks.append((Int(slot), group.cell(items[index].low), group.cell(items[index].high)))
        }
      }
      for mark in marks { rows[mark.slot / Self.chunk].pointee.set(group.first, mark.slot % Self.chunk, true) }
      for cell in 0..<group.cells {
        for mark in marks where cell < mark.low || cell > mark.high {
          rows[mark.slot / Self.chunk].pointee.set(group.first + 1 + cell, mark.slot % Self.chunk, true)
        }
      }
    }
    for slot in staleSlots {
      let items = records.items(Int(slot))
      for index in 0..<records.room { items[index] = CodedRange() }
    }
    freeSlots += staleSlots
    staleSlots.removeAll(keepingCapacity: true)
  }

  /// The constraints of a subscription as they were given, attributes ascending.
  func constraints(of id: SubscriptionID) -> [Constraint] {
    guard id.index < slots.count, slots[id.index] >= 0 else { return [] }
    let items = records.items(Int(slots[id.index]))
    var constraints: [Constraint] = []
    constraints.reserveCapacity(records.room)
    for index in 0..<records.room where items[index].low > 0 {
      constraints.append(attributes.constraint(of: items[index]))
    }
    for constraint in exact.list(of: id) {
      guard let place = constraints.firstIndex(where: { $0.attribute == constraint.attribute }) else { continue }
      constraints[place] = constraint
    }
    guard leftOut.contains(id) else { return constraints }
    return (constraints + leftOut.list(of: id)).sorted { $0.attribute < $1.attribute }
  }

  /// Once as many changes have been made as there are subscriptions: learns the codes and chooses the attributes with bitmaps from what is there.
  private mutating func reconsider() {
    clock.restart(for: size)
    let isMostlyEmpty = names.count > 1_024 && count < names.count / 4
    if isMostlyEmpty || attributes.shouldLearn || choiceIsStale || groupsAreCoarse { rebuild() }
  }

  /// The attributes that enough subscriptions speak of, those that refute most first.
  private var worthwhileAttributes: [Int] {
    func refuted(_ attribute: Int) -> Double {
      let figures = attributes.figures[attribute]
      guard figures.popularity > 0 else { return 0 }
      let width = Double(figures.widths) / Double(figures.popularity)
      return Double(figures.popularity) * (1 - width / Double(max(figures.cardinality, 1)))
    }
    return codedAttributes.filter { attributes.figures[$0].popularity * Self.leastShare > count }
      .sorted { (refuted($0), $1) > (refuted($1), $0) }
  }

  /// The numbers of the attributes that have codes.
  private var codedAttributes: Range<Int> { 0..<min(CodedAttributes.most, attributes.figures.count) }

  /// Whether an attribute has become far more, or far less, popular than where the line is drawn.
  private var choiceIsStale: Bool {
    codedAttributes.contains { attribute in
      let popularity = attributes.figures[attribute].popularity * Self.leastShare * 4
      return groupNumbers[attribute] == nil ? popularity > 5 * count : popularity < 3 * count
    }
  }

  /// Whether an attribute's values have outgrown its cells.
  private var groupsAreCoarse: Bool {
    zip(groupAttributes, groups).contains { attribute, group in
      Self.group(attributes.figures[attribute], first: group.first).shift != group.shift
    }
  }

  private static func group(_ figures: AttributeFigures, first: Int) -> RowGroup {
    let lowest = figures.lowest > figures.highest ? 1 : figures.codes.code(figures.lowest)
    var shift: UInt16 = 0
    while figures.cardinality >> Int(shift) >= 64 { shift += 1 }
    return RowGroup(first: first, lowest: lowest, shift: shift, cells: figures.cardinality >> Int(shift) + 1)
  }

  /// Files all anew.
  mutating func rebuild() {
    let all = slots.indices.map { SubscriptionID($0) }.filter { slots[$0.index] >= 0 }
      .map { (id: $0, constraints: constraints(of: $0)) }
    attributes.learn(from: all)
    for piece in rows { Self.free(piece) }
    (groupAttributes, groups, rows, names) = (worthwhileAttributes, [], [], [])
    (freeSlots, staleSlots) = ([], [])
    (exact, leftOut) = (ConstraintLists(), ConstraintLists())
    records = CandidateRecords()
    var first = 0
    for attribute in groupNumbers.indices { groupNumbers[attribute] = nil }
    for attribute in groupAttributes {
      groupNumbers[attribute] = groups.count
      groups.append(Self.group(attributes.figures[attribute], first: first))
      first += groups[groups.count - 1].cells + 1
    }
    for (id, constraints) in all { file(constraints.span, as: id) }
  }
}
