//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/shift_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'drawer.g.dart';

/// A shift's part of the day.
///
/// Properties:
/// * [opening] - What was counted; or what should be there when the day began.
/// * [cashIns] - How many.
/// * [cashIn]
/// * [cashOuts] - How many.
/// * [cashOut]
/// * [brought] - Put in without a customer.
/// * [taken] - Taken out without a customer.
/// * [expected] - opening + cash_in - cash_out + brought - taken
/// * [counted] - null: not on this day.
/// * [difference] - Counted less expected.
/// * [commission] - What all who earn by these dealings get together.
/// * [shiftId]
/// * [tellerId] - The id of the person.
/// * [teller]
/// * [state]
/// * [openedAt]
/// * [closedAt]
@BuiltValue()
abstract class Drawer implements Built<Drawer, DrawerBuilder> {
  /// What was counted; or what should be there when the day began.
  @BuiltValueField(wireName: r'opening')
  String get opening;

  /// How many.
  @BuiltValueField(wireName: r'cash_ins')
  int get cashIns;

  @BuiltValueField(wireName: r'cash_in')
  String get cashIn;

  /// How many.
  @BuiltValueField(wireName: r'cash_outs')
  int get cashOuts;

  @BuiltValueField(wireName: r'cash_out')
  String get cashOut;

  /// Put in without a customer.
  @BuiltValueField(wireName: r'brought')
  String get brought;

  /// Taken out without a customer.
  @BuiltValueField(wireName: r'taken')
  String get taken;

  /// opening + cash_in - cash_out + brought - taken
  @BuiltValueField(wireName: r'expected')
  String get expected;

  /// null: not on this day.
  @BuiltValueField(wireName: r'counted')
  String? get counted;

  /// Counted less expected.
  @BuiltValueField(wireName: r'difference')
  String? get difference;

  /// What all who earn by these dealings get together.
  @BuiltValueField(wireName: r'commission')
  String get commission;

  @BuiltValueField(wireName: r'shift_id')
  String get shiftId;

  /// The id of the person.
  @BuiltValueField(wireName: r'teller_id')
  String get tellerId;

  @BuiltValueField(wireName: r'teller')
  String get teller;

  @BuiltValueField(wireName: r'state')
  ShiftStateEnum get state;
  // enum stateEnum {  OPEN,  DIFFERENT,  CLOSED,  };

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  @BuiltValueField(wireName: r'closed_at')
  DateTime? get closedAt;

  Drawer._();

  factory Drawer([void updates(DrawerBuilder b)]) = _$Drawer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DrawerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Drawer> get serializer => _$DrawerSerializer();
}

class _$DrawerSerializer implements PrimitiveSerializer<Drawer> {
  @override
  final Iterable<Type> types = const [Drawer, _$Drawer];

  @override
  final String wireName = r'Drawer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Drawer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'opening';
    yield serializers.serialize(
      object.opening,
      specifiedType: const FullType(String),
    );
    yield r'cash_ins';
    yield serializers.serialize(
      object.cashIns,
      specifiedType: const FullType(int),
    );
    yield r'cash_in';
    yield serializers.serialize(
      object.cashIn,
      specifiedType: const FullType(String),
    );
    yield r'cash_outs';
    yield serializers.serialize(
      object.cashOuts,
      specifiedType: const FullType(int),
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
    yield r'expected';
    yield serializers.serialize(
      object.expected,
      specifiedType: const FullType(String),
    );
    yield r'counted';
    yield object.counted == null ? null : serializers.serialize(
      object.counted,
      specifiedType: const FullType.nullable(String),
    );
    yield r'difference';
    yield object.difference == null ? null : serializers.serialize(
      object.difference,
      specifiedType: const FullType.nullable(String),
    );
    yield r'commission';
    yield serializers.serialize(
      object.commission,
      specifiedType: const FullType(String),
    );
    yield r'shift_id';
    yield serializers.serialize(
      object.shiftId,
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
    yield r'closed_at';
    yield object.closedAt == null ? null : serializers.serialize(
      object.closedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Drawer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DrawerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'opening':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.opening = valueDes;
          break;
        case r'cash_ins':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.cashIns = valueDes;
          break;
        case r'cash_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cashIn = valueDes;
          break;
        case r'cash_outs':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.cashOuts = valueDes;
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
        case r'expected':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.expected = valueDes;
          break;
        case r'counted':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.counted = valueDes;
          break;
        case r'difference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.difference = valueDes;
          break;
        case r'commission':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.commission = valueDes;
          break;
        case r'shift_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.shiftId = valueDes;
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
        case r'closed_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.closedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Drawer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DrawerBuilder();
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


