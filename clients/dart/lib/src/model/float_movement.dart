//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/transaction_direction_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_movement.g.dart';

/// FloatMovement
///
/// Properties:
/// * [id]
/// * [reference]
/// * [kind] - FLOAT_PURCHASE, FLOAT_SALE or FLOAT_TRANSFER.
/// * [state]
/// * [direction]
/// * [amount]
/// * [currency]
/// * [fromName] - Null: the trust bank.
/// * [toName] - Null: the trust bank.
/// * [note]
/// * [createdAt]
@BuiltValue()
abstract class FloatMovement implements Built<FloatMovement, FloatMovementBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  /// FLOAT_PURCHASE, FLOAT_SALE or FLOAT_TRANSFER.
  @BuiltValueField(wireName: r'kind')
  String get kind;

  @BuiltValueField(wireName: r'state')
  String get state;

  @BuiltValueField(wireName: r'direction')
  TransactionDirectionEnum get direction;
  // enum directionEnum {  in,  out,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Null: the trust bank.
  @BuiltValueField(wireName: r'from_name')
  String? get fromName;

  /// Null: the trust bank.
  @BuiltValueField(wireName: r'to_name')
  String? get toName;

  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  FloatMovement._();

  factory FloatMovement([void updates(FloatMovementBuilder b)]) = _$FloatMovement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FloatMovementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FloatMovement> get serializer => _$FloatMovementSerializer();
}

class _$FloatMovementSerializer implements PrimitiveSerializer<FloatMovement> {
  @override
  final Iterable<Type> types = const [FloatMovement, _$FloatMovement];

  @override
  final String wireName = r'FloatMovement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FloatMovement object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(String),
    );
    yield r'direction';
    yield serializers.serialize(
      object.direction,
      specifiedType: const FullType(TransactionDirectionEnum),
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
    yield r'from_name';
    yield object.fromName == null ? null : serializers.serialize(
      object.fromName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'to_name';
    yield object.toName == null ? null : serializers.serialize(
      object.toName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FloatMovement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FloatMovementBuilder result,
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
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.kind = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.state = valueDes;
          break;
        case r'direction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TransactionDirectionEnum),
          ) as TransactionDirectionEnum;
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
        case r'from_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.fromName = valueDes;
          break;
        case r'to_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.toName = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FloatMovement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FloatMovementBuilder();
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


