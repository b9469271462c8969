//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_code.g.dart';

/// A code to show, as it was made (for the schema; `shown_answer` writes it).
///
/// Properties:
/// * [id]
/// * [code] - Twenty digits, for a till without a scanner.
/// * [qr]
/// * [ceiling]
/// * [currency]
/// * [expiresAt]
@BuiltValue()
abstract class PaymentCode implements Built<PaymentCode, PaymentCodeBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Twenty digits, for a till without a scanner.
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'qr')
  String get qr;

  @BuiltValueField(wireName: r'ceiling')
  String get ceiling;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  PaymentCode._();

  factory PaymentCode([void updates(PaymentCodeBuilder b)]) = _$PaymentCode;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PaymentCodeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PaymentCode> get serializer => _$PaymentCodeSerializer();
}

class _$PaymentCodeSerializer implements PrimitiveSerializer<PaymentCode> {
  @override
  final Iterable<Type> types = const [PaymentCode, _$PaymentCode];

  @override
  final String wireName = r'PaymentCode';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PaymentCode object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'qr';
    yield serializers.serialize(
      object.qr,
      specifiedType: const FullType(String),
    );
    yield r'ceiling';
    yield serializers.serialize(
      object.ceiling,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PaymentCode object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PaymentCodeBuilder result,
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
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'qr':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.qr = valueDes;
          break;
        case r'ceiling':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.ceiling = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PaymentCode deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PaymentCodeBuilder();
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


