//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'link_account_request.g.dart';

/// A bank account of one's own.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [bank] - The bank's name or code, as its customers know it.
/// * [accountNumber] - Sent to the bank, and never kept here.
/// * [holderName] - As the bank has it. It must be one's own.
/// * [currency]
@BuiltValue()
abstract class LinkAccountRequest implements Built<LinkAccountRequest, LinkAccountRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// The bank's name or code, as its customers know it.
  @BuiltValueField(wireName: r'bank')
  String get bank;

  /// Sent to the bank, and never kept here.
  @BuiltValueField(wireName: r'account_number')
  String get accountNumber;

  /// As the bank has it. It must be one's own.
  @BuiltValueField(wireName: r'holder_name')
  String get holderName;

  @BuiltValueField(wireName: r'currency')
  String? get currency;

  LinkAccountRequest._();

  factory LinkAccountRequest([void updates(LinkAccountRequestBuilder b)]) = _$LinkAccountRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LinkAccountRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LinkAccountRequest> get serializer => _$LinkAccountRequestSerializer();
}

class _$LinkAccountRequestSerializer implements PrimitiveSerializer<LinkAccountRequest> {
  @override
  final Iterable<Type> types = const [LinkAccountRequest, _$LinkAccountRequest];

  @override
  final String wireName = r'LinkAccountRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LinkAccountRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'bank';
    yield serializers.serialize(
      object.bank,
      specifiedType: const FullType(String),
    );
    yield r'account_number';
    yield serializers.serialize(
      object.accountNumber,
      specifiedType: const FullType(String),
    );
    yield r'holder_name';
    yield serializers.serialize(
      object.holderName,
      specifiedType: const FullType(String),
    );
    if (object.currency != null) {
      yield r'currency';
      yield serializers.serialize(
        object.currency,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    LinkAccountRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LinkAccountRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'bank':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.bank = valueDes;
          break;
        case r'account_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.accountNumber = valueDes;
          break;
        case r'holder_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.holderName = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.currency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  LinkAccountRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LinkAccountRequestBuilder();
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


