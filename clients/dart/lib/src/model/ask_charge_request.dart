//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'ask_charge_request.g.dart';

/// What a till asks to be paid.
///
/// Properties:
/// * [tillId]
/// * [amount]
/// * [currency]
/// * [description]
/// * [reference] - The merchant's own number for it.
/// * [expiresIn] - Seconds until nobody can pay it any more.
@BuiltValue()
abstract class AskChargeRequest implements Built<AskChargeRequest, AskChargeRequestBuilder> {
  @BuiltValueField(wireName: r'till_id')
  String get tillId;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'description')
  String? get description;

  /// The merchant's own number for it.
  @BuiltValueField(wireName: r'reference')
  String? get reference;

  /// Seconds until nobody can pay it any more.
  @BuiltValueField(wireName: r'expires_in')
  int? get expiresIn;

  AskChargeRequest._();

  factory AskChargeRequest([void updates(AskChargeRequestBuilder b)]) = _$AskChargeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AskChargeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AskChargeRequest> get serializer => _$AskChargeRequestSerializer();
}

class _$AskChargeRequestSerializer implements PrimitiveSerializer<AskChargeRequest> {
  @override
  final Iterable<Type> types = const [AskChargeRequest, _$AskChargeRequest];

  @override
  final String wireName = r'AskChargeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AskChargeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'till_id';
    yield serializers.serialize(
      object.tillId,
      specifiedType: const FullType(String),
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
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
    if (object.reference != null) {
      yield r'reference';
      yield serializers.serialize(
        object.reference,
        specifiedType: const FullType(String),
      );
    }
    if (object.expiresIn != null) {
      yield r'expires_in';
      yield serializers.serialize(
        object.expiresIn,
        specifiedType: const FullType(int),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    AskChargeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AskChargeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'till_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tillId = valueDes;
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
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reference = valueDes;
          break;
        case r'expires_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.expiresIn = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AskChargeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AskChargeRequestBuilder();
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


