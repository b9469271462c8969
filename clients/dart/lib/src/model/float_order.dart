//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/float_bank.dart';
import 'package:gopay_client/src/model/float_order_state_enum.dart';
import 'package:gopay_client/src/model/float_order_direction_enum.dart';
import 'package:gopay_client/src/model/inner_outlet.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_order.g.dart';

/// FloatOrder
///
/// Properties:
/// * [id]
/// * [outlet]
/// * [direction]
/// * [amount]
/// * [currency]
/// * [bank]
/// * [bankReference]
/// * [hasSlip]
/// * [note]
/// * [state]
/// * [reason] - Why it was rejected.
/// * [transactionId] - What has moved the float.
/// * [isMine] - Whether I have ordered it.
/// * [requestedAt]
/// * [decidedAt]
@BuiltValue()
abstract class FloatOrder implements Built<FloatOrder, FloatOrderBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'outlet')
  InnerOutlet get outlet;

  @BuiltValueField(wireName: r'direction')
  FloatOrderDirectionEnum get direction;
  // enum directionEnum {  BUY,  SELL,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'bank')
  FloatBank get bank;

  @BuiltValueField(wireName: r'bank_reference')
  String get bankReference;

  @BuiltValueField(wireName: r'has_slip')
  bool get hasSlip;

  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'state')
  FloatOrderStateEnum get state;
  // enum stateEnum {  REQUESTED,  PROPOSED,  DONE,  REJECTED,  CANCELLED,  };

  /// Why it was rejected.
  @BuiltValueField(wireName: r'reason')
  String? get reason;

  /// What has moved the float.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  /// Whether I have ordered it.
  @BuiltValueField(wireName: r'is_mine')
  bool get isMine;

  @BuiltValueField(wireName: r'requested_at')
  DateTime get requestedAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  FloatOrder._();

  factory FloatOrder([void updates(FloatOrderBuilder b)]) = _$FloatOrder;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatOrderBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatOrder> get serializer => _$FloatOrderSerializer();
}

class _$FloatOrderSerializer implements PrimitiveSerializer<FloatOrder> {
  @override
  final Iterable<Type> types = const [FloatOrder, _$FloatOrder];

  @override
  final String wireName = r'FloatOrder';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatOrder object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(InnerOutlet),
    );
    yield r'direction';
    yield serializers.serialize(
      object.direction,
      specifiedType: const FullType(FloatOrderDirectionEnum),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'bank';
    yield serializers.serialize(
      object.bank,
      specifiedType: const FullType(FloatBank),
    );
    yield r'bank_reference';
    yield serializers.serialize(
      object.bankReference,
      specifiedType: const FullType(String),
    );
    yield r'has_slip';
    yield serializers.serialize(
      object.hasSlip,
      specifiedType: const FullType(bool),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(FloatOrderStateEnum),
    );
    yield r'reason';
    yield object.reason == null ? null : serializers.serialize(
      object.reason,
      specifiedType: const FullType.nullable(String),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'is_mine';
    yield serializers.serialize(
      object.isMine,
      specifiedType: const FullType(bool),
    );
    yield r'requested_at';
    yield serializers.serialize(
      object.requestedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatOrder object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatOrderBuilder result,
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
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(InnerOutlet),
          ) as InnerOutlet;
          result.outlet.replace(valueDes);
          break;
        case r'direction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatOrderDirectionEnum),
          ) as FloatOrderDirectionEnum;
          result.direction = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'bank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatBank),
          ) as FloatBank;
          result.bank.replace(valueDes);
          break;
        case r'bank_reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.bankReference = valueDes;
          break;
        case r'has_slip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.hasSlip = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatOrderStateEnum),
          ) as FloatOrderStateEnum;
          result.state = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reason = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'is_mine':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isMine = valueDes;
          break;
        case r'requested_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.requestedAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatOrder deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatOrderBuilder();
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


