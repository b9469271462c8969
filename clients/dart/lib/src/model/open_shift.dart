//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/shift_state_enum.dart';
import 'package:gopay_client/src/model/today.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'open_shift.g.dart';

/// A shift: expected = opening_cash + cash_in - cash_out + brought - taken; difference = counted_cash - expected.  While it is open, its own teller is told neither `expected` nor what follows.
///
/// Properties:
/// * [id]
/// * [agentId]
/// * [outletId]
/// * [outlet]
/// * [tellerId] - The id of the person.
/// * [teller]
/// * [currency]
/// * [state]
/// * [openedAt]
/// * [openingCash]
/// * [cashIn]
/// * [cashOut]
/// * [brought] - Put into the drawer without a customer.
/// * [taken] - Taken out of it without a customer.
/// * [dealings] - How many customers were served.
/// * [expected]
/// * [closedAt]
/// * [countedCash]
/// * [difference] - Below zero: cash is missing.
/// * [remark] - What was said of it when it was counted.
/// * [countedBy] - Who has counted it in place of a teller that works there no more.
/// * [approvedBy]
/// * [approvedAt]
/// * [reason] - What was said of the difference when it was approved.
/// * [floatLeft] - What the outlet can still sell.
/// * [today]
@BuiltValue()
abstract class OpenShift implements Built<OpenShift, OpenShiftBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'agent_id')
  String get agentId;

  @BuiltValueField(wireName: r'outlet_id')
  String get outletId;

  @BuiltValueField(wireName: r'outlet')
  String get outlet;

  /// The id of the person.
  @BuiltValueField(wireName: r'teller_id')
  String get tellerId;

  @BuiltValueField(wireName: r'teller')
  String get teller;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'state')
  ShiftStateEnum get state;
  // enum stateEnum {  OPEN,  DIFFERENT,  CLOSED,  };

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  @BuiltValueField(wireName: r'opening_cash')
  String get openingCash;

  @BuiltValueField(wireName: r'cash_in')
  String get cashIn;

  @BuiltValueField(wireName: r'cash_out')
  String get cashOut;

  /// Put into the drawer without a customer.
  @BuiltValueField(wireName: r'brought')
  String get brought;

  /// Taken out of it without a customer.
  @BuiltValueField(wireName: r'taken')
  String get taken;

  /// How many customers were served.
  @BuiltValueField(wireName: r'dealings')
  int get dealings;

  @BuiltValueField(wireName: r'expected')
  String? get expected;

  @BuiltValueField(wireName: r'closed_at')
  DateTime? get closedAt;

  @BuiltValueField(wireName: r'counted_cash')
  String? get countedCash;

  /// Below zero: cash is missing.
  @BuiltValueField(wireName: r'difference')
  String? get difference;

  /// What was said of it when it was counted.
  @BuiltValueField(wireName: r'remark')
  String? get remark;

  /// Who has counted it in place of a teller that works there no more.
  @BuiltValueField(wireName: r'counted_by')
  String? get countedBy;

  @BuiltValueField(wireName: r'approved_by')
  String? get approvedBy;

  @BuiltValueField(wireName: r'approved_at')
  DateTime? get approvedAt;

  /// What was said of the difference when it was approved.
  @BuiltValueField(wireName: r'reason')
  String? get reason;

  /// What the outlet can still sell.
  @BuiltValueField(wireName: r'float_left')
  String get floatLeft;

  @BuiltValueField(wireName: r'today')
  Today get today;

  OpenShift._();

  factory OpenShift([void updates(OpenShiftBuilder b)]) = _$OpenShift;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OpenShiftBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OpenShift> get serializer => _$OpenShiftSerializer();
}

class _$OpenShiftSerializer implements PrimitiveSerializer<OpenShift> {
  @override
  final Iterable<Type> types = const [OpenShift, _$OpenShift];

  @override
  final String wireName = r'OpenShift';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OpenShift object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'agent_id';
    yield serializers.serialize(
      object.agentId,
      specifiedType: const FullType(String),
    );
    yield r'outlet_id';
    yield serializers.serialize(
      object.outletId,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(String),
    );
    yield r'teller_id';
    yield serializers.serialize(
      object.tellerId,
      specifiedType: const FullType(String),
    );
    yield r'teller';
    yield serializers.serialize(
      object.teller,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(ShiftStateEnum),
    );
    yield r'opened_at';
    yield serializers.serialize(
      object.openedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'opening_cash';
    yield serializers.serialize(
      object.openingCash,
      specifiedType: const FullType(String),
    );
    yield r'cash_in';
    yield serializers.serialize(
      object.cashIn,
      specifiedType: const FullType(String),
    );
    yield r'cash_out';
    yield serializers.serialize(
      object.cashOut,
      specifiedType: const FullType(String),
    );
    yield r'brought';
    yield serializers.serialize(
      object.brought,
      specifiedType: const FullType(String),
    );
    yield r'taken';
    yield serializers.serialize(
      object.taken,
      specifiedType: const FullType(String),
    );
    yield r'dealings';
    yield serializers.serialize(
      object.dealings,
      specifiedType: const FullType(int),
    );
    yield r'expected';
    yield object.expected == null ? null : serializers.serialize(
      object.expected,
      specifiedType: const FullType.nullable(String),
    );
    yield r'closed_at';
    yield object.closedAt == null ? null : serializers.serialize(
      object.closedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'counted_cash';
    yield object.countedCash == null ? null : serializers.serialize(
      object.countedCash,
      specifiedType: const FullType.nullable(String),
    );
    yield r'difference';
    yield object.difference == null ? null : serializers.serialize(
      object.difference,
      specifiedType: const FullType.nullable(String),
    );
    yield r'remark';
    yield object.remark == null ? null : serializers.serialize(
      object.remark,
      specifiedType: const FullType.nullable(String),
    );
    yield r'counted_by';
    yield object.countedBy == null ? null : serializers.serialize(
      object.countedBy,
      specifiedType: const FullType.nullable(String),
    );
    yield r'approved_by';
    yield object.approvedBy == null ? null : serializers.serialize(
      object.approvedBy,
      specifiedType: const FullType.nullable(String),
    );
    yield r'approved_at';
    yield object.approvedAt == null ? null : serializers.serialize(
      object.approvedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'reason';
    yield object.reason == null ? null : serializers.serialize(
      object.reason,
      specifiedType: const FullType.nullable(String),
    );
    yield r'float_left';
    yield serializers.serialize(
      object.floatLeft,
      specifiedType: const FullType(String),
    );
    yield r'today';
    yield serializers.serialize(
      object.today,
      specifiedType: const FullType(Today),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    OpenShift object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OpenShiftBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'agent_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.agentId = valueDes;
          break;
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outletId = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outlet = valueDes;
          break;
        case r'teller_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tellerId = valueDes;
          break;
        case r'teller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.teller = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ShiftStateEnum),
          ) as ShiftStateEnum;
          result.state = valueDes;
          break;
        case r'opened_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.openedAt = valueDes;
          break;
        case r'opening_cash':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.openingCash = valueDes;
          break;
        case r'cash_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashIn = valueDes;
          break;
        case r'cash_out':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashOut = valueDes;
          break;
        case r'brought':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.brought = valueDes;
          break;
        case r'taken':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.taken = valueDes;
          break;
        case r'dealings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.dealings = valueDes;
          break;
        case r'expected':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.expected = valueDes;
          break;
        case r'closed_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.closedAt = valueDes;
          break;
        case r'counted_cash':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.countedCash = valueDes;
          break;
        case r'difference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.difference = valueDes;
          break;
        case r'remark':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.remark = valueDes;
          break;
        case r'counted_by':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.countedBy = valueDes;
          break;
        case r'approved_by':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.approvedBy = valueDes;
          break;
        case r'approved_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.approvedAt = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reason = valueDes;
          break;
        case r'float_left':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.floatLeft = valueDes;
          break;
        case r'today':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Today),
          ) as Today;
          result.today.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OpenShift deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OpenShiftBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


